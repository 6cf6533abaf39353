package io.github.sqliteleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.OrgJsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.json.JSONObject;

/** The JSON Schemas that the jar has, for what tests make. */
public final class Schema {
    private static final Schema REPORT = new Schema(text("report"));
    private static final Schema STRICT_REPORT = new Schema(strict("report"));
    private static final Schema STRICT_BASELINE = new Schema(strict("baseline"));

    private final Validator validator =
            new ValidatorFactory().withJsonNodeFactory(new OrgJsonNode.Factory()).createValidator();
    private final URI uri;

    private Schema(String text) {
        uri = validator.registerSchema(text);
    }

    /** Fails unless this is a report by its schema, which allows fields that it does not have. */
    public static void assertReport(String json) {
        REPORT.assertValid(json);
    }

    /** Fails unless this is a report by its schema, of which the schema has all fields. */
    public static void assertWholeReport(String json) {
        STRICT_REPORT.assertValid(json);
    }

    /** The same for a baseline. */
    public static void assertBaseline(String json) {
        STRICT_BASELINE.assertValid(json);
    }

    private synchronized void assertValid(String json) {
        List<String> errors =
                validator.validate(uri, json).getErrors().stream()
                        .map(error -> error.getInstanceLocation() + ": " + error.getError())
                        .toList();
        assertThat(errors).as("what does not follow the schema").isEmpty();
    }

    private static String text(String name) {
        String resource = "/io/github/sqliteleak/cli/" + name + ".schema.json";
        try (InputStream in = Schema.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String strict(String name) {
        JSONObject schema = new JSONObject(text(name));
        close(schema);
        return schema.toString();
    }

    private static void close(Object schema) {
        if (schema instanceof JSONObject object) {
            if (object.has("properties") && object.opt("type") instanceof String) {
                object.put("additionalProperties", false);
            }
            object.keySet().forEach(key -> close(object.get(key)));
        }
    }
}
