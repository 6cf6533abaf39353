/** Tests as users write them, good ones and bad ones; run by others only. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
