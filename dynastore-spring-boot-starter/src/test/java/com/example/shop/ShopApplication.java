package com.example.shop;

import io.dynastore.Index;
import io.dynastore.Partition;
import io.dynastore.Query;
import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class ShopApplication {
    static final Index BY_CREATED = Index.local("idx_created", "created");

    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }

    @Bean
    CommandLineRunner shop(Partition<Customer> customers, Partition<Cart> carts) {
        return args -> {
            var ada = customers.create("c-1", new Customer("Ada", LocalDate.of(2026, 1, 31)));
            customers.update(ada, new Customer("Ada Lovelace", ada.value().created()));
            carts.put("c-1", new Cart(List.of("tea", "milk")));

            customers
                    .list(Query.all().index(BY_CREATED).reverse().limit(10))
                    .items()
                    .forEach(System.out::println);
            System.out.println(carts.get("c-1"));
        };
    }
}

record Customer(String name, LocalDate created) {}

record Cart(List<String> articles) {}
