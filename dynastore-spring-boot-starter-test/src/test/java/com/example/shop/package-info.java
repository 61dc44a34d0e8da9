/** An application that uses the starter, and its tests. */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
