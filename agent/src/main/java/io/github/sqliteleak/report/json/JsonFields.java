package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.sqliteleak.files.Utf8Text;
import io.github.sqliteleak.report.ReportFormatException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON object, and says which one is missing or of another type. */
public final class JsonFields {
    private static final int MOST_DIGITS = 100;
    private static final int MOST_DEPTH = 200;

    private final JsonObject object;

    private JsonFields(JsonObject object) {
        this.object = object;
    }

    public static JsonFields parse(String json) throws ReportFormatException {
        // Some editors of Windows write a byte order mark.
        String text = json.startsWith("\uFEFF") ? json.substring(1) : json;
        if (text.isBlank()) {
            throw new ReportFormatException("it is empty");
        }
        rejectWhatNoReportHas(text);
        try {
            if (JsonParser.any().from(text) instanceof JsonObject object) {
                return new JsonFields(object);
            }
            throw new ReportFormatException("it is JSON, but no object");
        } catch (JsonParserException e) {
            // Its words name tokens as it has guessed them, which need not be in the file.
            throw new ReportFormatException(
                    "it is no JSON, or cut off: see line "
                            + e.getLinePosition()
                            + ", character "
                            + e.getCharPosition());
        } catch (StackOverflowError e) {
            throw new ReportFormatException("it is nested too deeply for a report");
        }
    }

    /** To parse a number takes time in proportion to the square of its length. */
    private static void rejectWhatNoReportHas(String text) throws ReportFormatException {
        boolean quoted = false;
        int digits = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                digits = c >= '0' && c <= '9' ? digits + 1 : 0;
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                if (digits > MOST_DIGITS) {
                    throw new ReportFormatException(
                            "it has a number of more than " + MOST_DIGITS + " digits");
                }
                if (depth > MOST_DEPTH) {
                    throw new ReportFormatException("it is nested too deeply for a report");
                }
            }
        }
    }

    /** Fails for one that this version does not read, which is any but this one and the last. */
    public int requireSchema(int schema) throws ReportFormatException {
        Number number = required("schema", as(Number.class, "schema", object.get("schema")));
        double value = number.doubleValue();
        if (value != schema && value != schema - 1) {
            throw new ReportFormatException(
                    "its schema is "
                            + number
                            + ", and this version reads schema "
                            + (schema - 1)
                            + " and "
                            + schema);
        }
        return number.intValue();
    }

    public boolean has(String key) {
        return object.get(key) != null;
    }

    public String text(String key) throws ReportFormatException {
        return required(key, textOrNull(key));
    }

    @Nullable String textOrNull(String key) throws ReportFormatException {
        String text = as(String.class, key, object.get(key));
        return text == null ? null : Utf8Text.wellFormed(text);
    }

    long number(String key) throws ReportFormatException {
        return required(key, numberOrNull(key));
    }

    @Nullable Long numberOrNull(String key) throws ReportFormatException {
        Number number = as(Number.class, key, object.get(key));
        if (number == null || number instanceof Long || number instanceof Integer) {
            return number == null ? null : number.longValue();
        }
        BigDecimal exact = decimal(key, number);
        try {
            return exact.longValueExact();
        } catch (ArithmeticException e) {
            throw unlike(key, "a whole number", exact);
        }
    }

    public int count(String key) throws ReportFormatException {
        return (int) count(key, Integer.MAX_VALUE);
    }

    long longCount(String key) throws ReportFormatException {
        return count(key, Long.MAX_VALUE);
    }

    @Nullable Long longCountOrNull(String key) throws ReportFormatException {
        return has(key) ? longCount(key) : null;
    }

    private long count(String key, long most) throws ReportFormatException {
        long number = number(key);
        if (number < 0 || number > most) {
            throw unlike(key, "a count", number);
        }
        return number;
    }

    private static BigDecimal decimal(String key, Number number) throws ReportFormatException {
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            // Beyond what a double holds.
            throw unlike(key, "a whole number", number);
        }
    }

    private static ReportFormatException unlike(String key, String what, Object value) {
        return new ReportFormatException("its field \"" + key + "\" is not " + what + ": " + value);
    }

    @Nullable Boolean flagOrNull(String key) throws ReportFormatException {
        return as(Boolean.class, key, object.get(key));
    }

    boolean flag(String key) throws ReportFormatException {
        return required(key, flagOrNull(key));
    }

    JsonFields child(String key) throws ReportFormatException {
        return new JsonFields(required(key, as(JsonObject.class, key, object.get(key))));
    }

    /** Of a field that has to be there. */
    public List<JsonFields> requiredChildren(String key) throws ReportFormatException {
        required(key, object.get(key));
        return children(key);
    }

    /** None when the field is missing. */
    List<JsonFields> children(String key) throws ReportFormatException {
        List<JsonFields> children = new ArrayList<>();
        for (Object item : array(key)) {
            children.add(new JsonFields(required(key, as(JsonObject.class, key, item))));
        }
        return children;
    }

    /** None when the field is missing. */
    public List<String> texts(String key) throws ReportFormatException {
        List<String> texts = new ArrayList<>();
        for (Object item : array(key)) {
            texts.add(Utf8Text.wellFormed(required(key, as(String.class, key, item))));
        }
        return texts;
    }

    /** None when the field is missing. */
    List<Long> numbers(String key) throws ReportFormatException {
        List<Long> numbers = new ArrayList<>();
        for (Object item : array(key)) {
            numbers.add(required(key, as(Number.class, key, item)).longValue());
        }
        return numbers;
    }

    private JsonArray array(String key) throws ReportFormatException {
        JsonArray array = as(JsonArray.class, key, object.get(key));
        return array == null ? new JsonArray() : array;
    }

    private static <T> @Nullable T as(Class<T> type, String key, @Nullable Object value)
            throws ReportFormatException {
        if (value != null && !type.isInstance(value)) {
            throw new ReportFormatException("its field \"" + key + "\" is of the wrong type");
        }
        return type.cast(value);
    }

    private static <T> T required(String key, @Nullable T value) throws ReportFormatException {
        if (value == null) {
            throw new ReportFormatException("its field \"" + key + "\" is missing");
        }
        return value;
    }
}
