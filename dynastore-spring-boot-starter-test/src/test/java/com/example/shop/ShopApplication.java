package com.example.shop;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application as users have it. */
@SpringBootApplication
class ShopApplication {}
