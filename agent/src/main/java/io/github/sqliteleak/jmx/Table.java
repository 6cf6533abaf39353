package io.github.sqliteleak.jmx;

import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.jspecify.annotations.Nullable;

/** The columns of a table for clients that have none of our classes; the first one is the key. */
final class Table {
    private final String[] names;
    private final CompositeType row;
    private final TabularType type;

    private Table(String name, String description, List<Column> columns) {
        names = new String[columns.size()];
        String[] descriptions = new String[names.length];
        OpenType<?>[] types = new OpenType<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = columns.get(i).name();
            descriptions[i] = columns.get(i).description();
            types[i] = columns.get(i).type();
        }
        try {
            row = new CompositeType(name, description, names, descriptions, types);
            type = new TabularType(name, description, row, new String[] {names[0]});
        } catch (OpenDataException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private record Column(String name, String description, OpenType<?> type) {}

    /** Puts a table together, column by column. */
    static final class Builder {
        private final String name;
        private final String description;
        private final List<Column> columns = new ArrayList<>();

        Builder(String name, String description) {
            this.name = name;
            this.description = description;
        }

        Builder text(String column, String words) {
            columns.add(new Column(column, words, SimpleType.STRING));
            return this;
        }

        Builder number(String column, String words) {
            columns.add(new Column(column, words, SimpleType.LONG));
            return this;
        }

        Builder yesOrNo(String column, String words) {
            columns.add(new Column(column, words, SimpleType.BOOLEAN));
            return this;
        }

        Table build() {
            return new Table(name, description, columns);
        }
    }

    TabularType type() {
        return type;
    }

    CompositeType row() {
        return row;
    }

    TabularData empty() {
        return new TabularDataSupport(type);
    }

    /** One row; what is not known is null. */
    CompositeDataSupport row(@Nullable Object... values) {
        try {
            return new CompositeDataSupport(row, names, values);
        } catch (OpenDataException e) {
            throw new IllegalStateException(row.getTypeName(), e);
        }
    }
}
