/** The application of the README. */
package com.example.shop;
