package com.example.quickstart;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** What the application knows of orders: the driver's own calls, on whatever collection it is given. */
public final class Orders {

    private final MongoCollection<Document> orders;

    public Orders(MongoCollection<Document> orders) {
        this.orders = orders;
    }

    public void place(int id, String item) {
        orders.insertOne(new Document("_id", id).append("item", item).append("state", "open"));
    }

    public void ship(int id) {
        orders.updateOne(Filters.eq(id), Updates.set("state", "shipped"));
    }

    public List<Document> open() {
        return orders.find(Filters.eq("state", "open")).into(new ArrayList<>());
    }
}
