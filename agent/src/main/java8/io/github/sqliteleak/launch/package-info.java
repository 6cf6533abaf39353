/** Where a JVM enters the jar. Readable for Java 8, to say in plain words that it is too old. */
package io.github.sqliteleak.launch;
