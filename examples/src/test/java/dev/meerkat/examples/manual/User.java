package dev.meerkat.examples.manual;

import org.bson.codecs.pojo.annotations.BsonId;

/** A user of the shop that the manual's pages are about. */
public record User(@BsonId int id, String name, String plan) {}
