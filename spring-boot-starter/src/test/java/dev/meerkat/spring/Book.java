package dev.meerkat.spring;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

@Document("books")
record Book(@Id int id, String title, String author) {}
