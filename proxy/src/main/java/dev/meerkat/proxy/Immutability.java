package dev.meerkat.proxy;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonTimestamp;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/**
 * Whether values of a type can't be changed, through and through, so that callers may share one. True for a few types that
 * are known, for enums, and for records of nothing else. A record with a list, a date of {@code java.util}, an array or
 * anything declared by an interface may carry something mutable: false.
 */
final class Immutability {

    private static final Set<Class<?>> KNOWN = Set.of(
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            ObjectId.class,
            Decimal128.class,
            BsonTimestamp.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            OffsetTime.class,
            ZonedDateTime.class,
            ZoneOffset.class,
            Duration.class,
            Period.class,
            Year.class,
            YearMonth.class,
            MonthDay.class);

    private static final ClassValue<Boolean> DECIDED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return decide(type, new HashSet<>());
        }
    };

    private Immutability() {}

    /** Whether every value of this very type is immutable. Cached per type. */
    static boolean of(Class<?> type) {
        return DECIDED.get(type);
    }

    private static boolean decide(Class<?> type, Set<Class<?>> underWay) {
        if (type.isPrimitive() || type.isEnum() || KNOWN.contains(type)) {
            return true;
        }
        if (!type.isRecord()) {
            return false;
        }
        if (underWay.add(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (!decide(component.getType(), underWay)) {
                    return false;
                }
            }
        }
        return true;
    }
}
