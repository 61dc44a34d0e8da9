package com.example.shop;

import org.springframework.stereotype.Component;

/** A component that a slice has no use for. */
@Component
class Greeter {}
