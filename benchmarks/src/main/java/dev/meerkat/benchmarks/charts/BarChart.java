package dev.meerkat.benchmarks.charts;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Horizontal bars, in panels that share one scale, as SVG. Immutable.
 *
 * @param title what it shows
 * @param scale what the length of a bar is
 * @param logarithmic whether each decade is equally long; else bars begin at zero
 * @param panels one below the other
 * @param caption lines at the bottom
 */
record BarChart(String title, String scale, boolean logarithmic, List<Panel> panels, List<String> caption) {

    private static final int WIDTH = 820;
    private static final int LEFT = 220;
    private static final int LONGEST = 380;
    private static final int BAR = 17;
    private static final int STEP = 23;
    private static final int HEAD = 74;
    private static final int PANEL_HEAD = 30;
    private static final int LINE = 15;

    private static final String STYLE = """
            <style>
            text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: #24292f; }
            .title { font-size: 18px; font-weight: 600; }
            .panel { font-weight: 600; }
            .scale, .caption { font-size: 11px; fill: #57606a; }
            .ours { fill: #1f6f54; }
            .other { fill: #a8b3bd; }
            </style>
            """;

    /**
     * Bars that belong together.
     *
     * @param title what they have in common
     * @param bars from top to bottom
     */
    record Panel(String title, List<Bar> bars) {}

    /**
     * One bar.
     *
     * @param label at its left
     * @param value its length; not negative
     * @param text at its right
     * @param ours whether it is Meerkat's
     */
    record Bar(String label, double value, String text, boolean ours) {}

    String svg() {
        int height = HEAD
                + panels.stream()
                        .mapToInt(panel -> PANEL_HEAD + STEP * panel.bars().size())
                        .sum()
                + LINE * (caption.size() + 2);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" "
                        + "role=\"img\" aria-label=\"%3$s\">\n%4$s"
                        + "<rect width=\"%1$d\" height=\"%2$d\" rx=\"8\" fill=\"#ffffff\"/>\n",
                WIDTH,
                height,
                escaped(title),
                STYLE));
        text(svg, "title", 20, 32, title);
        text(svg, "scale", 20, 54, scale);
        int y = HEAD;
        for (Panel panel : panels) {
            text(svg, "panel", 20, y + 16, panel.title());
            y += PANEL_HEAD;
            for (Bar bar : panel.bars()) {
                bar(svg, bar, y);
                y += STEP;
            }
        }
        y += LINE * 2;
        for (String line : caption) {
            text(svg, "caption", 20, y, line);
            y += LINE;
        }
        return svg.append("</svg>\n").toString();
    }

    private void bar(StringBuilder svg, Bar bar, int y) {
        double length = length(bar.value());
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                        + "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
                LEFT - 8,
                y + 13,
                escaped(bar.label()),
                bar.ours() ? "ours" : "other",
                LEFT,
                y,
                length,
                BAR));
        text(svg, "value", (int) (LEFT + length + 6), y + 13, bar.text());
    }

    /** In pixels; a bar that isn't zero can be seen. */
    private double length(double value) {
        if (value <= 0) {
            return 0;
        }
        double most = values().max().orElse(1);
        if (!logarithmic) {
            return Math.max(1, LONGEST * value / most);
        }
        double first =
                Math.floor(Math.log10(values().filter(each -> each > 0).min().orElse(1))) - 0.5;
        return Math.max(1, LONGEST * (Math.log10(value) - first) / (Math.log10(most) - first));
    }

    private DoubleStream values() {
        return panels.stream().flatMap(panel -> panel.bars().stream()).mapToDouble(Bar::value);
    }

    private static void text(StringBuilder svg, String style, int x, int y, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", style, x, y, escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
