/** What a case works with: clients, databases, collections, sessions and what its clients were seen to do. */
@NullMarked
package dev.meerkat.spec.entity;

import org.jspecify.annotations.NullMarked;
