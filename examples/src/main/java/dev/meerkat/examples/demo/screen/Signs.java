package dev.meerkat.examples.demo.screen;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Map;

/**
 * The few signs beyond ASCII that the demo prints, and what stands in for them where the character set lacks them.
 *
 * @param ascii whether only ASCII is printed
 */
record Signs(boolean ascii) {

    private static final Map<Character, String> STAND_INS =
            Map.of('✓', "[ok]", '✗', "[FAILED]", '–', "-", 'µ', "u", '×', "x", '█', "#", '░', ".");

    static Signs in(Charset charset) {
        CharsetEncoder encoder = charset.newEncoder();
        return new Signs(!STAND_INS.keySet().stream().allMatch(encoder::canEncode));
    }

    String translate(String text) {
        if (!ascii) {
            return text;
        }
        StringBuilder translated = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            translated.append(sign < 128 ? String.valueOf(sign) : STAND_INS.getOrDefault(sign, "?"));
        }
        return translated.toString();
    }
}
