package dev.meerkat.examples.demo.data;

import java.text.DateFormat;
import java.text.DateFormatSymbols;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.DayOfWeek;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bson.Document;

/** How one locale writes numbers, dates and its own name: a nested document. */
final class LocaleDocument {

    private static final String[] STYLES = {"full", "long", "medium", "short"};

    private LocaleDocument() {}

    static Document of(String tag, Locale locale) {
        String own = locale.getDisplayName(locale);
        return new Document("_id", tag)
                .append("language", locale.getLanguage())
                .append("country", locale.getCountry())
                .append("script", Names.script(own))
                .append("name", new Document("own", own).append("english", locale.getDisplayName(Locale.ENGLISH)))
                .append("numbers", numbers(locale))
                .append("dates", dates(locale))
                .append("calendar", calendar(locale))
                .append("n", 0)
                .append("changedBy", "CLDR");
    }

    private static Document numbers(Locale locale) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        return new Document("decimal", pattern(NumberFormat.getNumberInstance(locale)))
                .append("currency", pattern(NumberFormat.getCurrencyInstance(locale)))
                .append("percent", pattern(NumberFormat.getPercentInstance(locale)))
                .append(
                        "symbols",
                        new Document("zero", String.valueOf(symbols.getZeroDigit()))
                                .append("point", String.valueOf(symbols.getDecimalSeparator()))
                                .append("group", String.valueOf(symbols.getGroupingSeparator()))
                                .append("minus", String.valueOf(symbols.getMinusSign())))
                .append("currencyCode", symbols.getInternationalCurrencySymbol());
    }

    private static String pattern(NumberFormat format) {
        return format instanceof DecimalFormat decimal ? decimal.toPattern() : "";
    }

    private static Document dates(Locale locale) {
        Document dates = new Document();
        for (int style = DateFormat.FULL; style <= DateFormat.SHORT; style++) {
            DateFormat format = DateFormat.getDateTimeInstance(style, style, locale);
            dates.append(STYLES[style], format instanceof SimpleDateFormat simple ? simple.toPattern() : "");
        }
        return dates;
    }

    private static Document calendar(Locale locale) {
        DateFormatSymbols symbols = DateFormatSymbols.getInstance(locale);
        WeekFields week = WeekFields.of(locale);
        return new Document("eras", Names.nonEmpty(symbols.getEras()))
                .append("months", pairs(symbols.getMonths(), symbols.getShortMonths()))
                .append("weekdays", pairs(symbols.getWeekdays(), symbols.getShortWeekdays()))
                .append("halves", Names.nonEmpty(symbols.getAmPmStrings()))
                .append("firstDay", dayName(week.getFirstDayOfWeek()))
                .append("minimalDays", week.getMinimalDaysInFirstWeek());
    }

    private static String dayName(DayOfWeek day) {
        return day.name().substring(0, 3);
    }

    private static List<Document> pairs(String[] wide, String[] brief) {
        List<Document> pairs = new ArrayList<>();
        for (int i = 0; i < wide.length; i++) {
            if (!wide[i].isEmpty()) {
                pairs.add(new Document("wide", wide[i]).append("short", brief[i]));
            }
        }
        return pairs;
    }
}
