/**
 * What must not be shown: which names announce a secret, and how URLs, file names and command lines
 * are shown without their secrets. SQL is masked by the package {@code sql}.
 */
@NullMarked
package io.github.sqliteleak.secrets;

import org.jspecify.annotations.NullMarked;
