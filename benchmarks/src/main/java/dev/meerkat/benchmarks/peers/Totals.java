package dev.meerkat.benchmarks.peers;

import org.bson.codecs.pojo.annotations.BsonId;

/**
 * What the users of one plan add up to.
 *
 * @param plan theirs
 * @param users how many they are
 * @param visits of them all
 */
public record Totals(@BsonId String plan, long users, long visits) {}
