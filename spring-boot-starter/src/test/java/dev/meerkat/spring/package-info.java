/** The starter in small applications, over a real server. */
@NullMarked
package dev.meerkat.spring;

import org.jspecify.annotations.NullMarked;
