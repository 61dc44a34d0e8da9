package com.example.shop;

import java.time.LocalDate;

record Customer(String name, LocalDate created) {}
