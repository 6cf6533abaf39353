package it.lib;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.sqlite3.SQLite3DBParser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Tika closes its connection, but not where a handler fails at the beginning of the document. */
final class Tika implements Behind {
    private void parse(ContentHandler handler, SQLite3DBParser parser) throws Exception {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS t (x)");
        }
        Path file = Path.of(url().substring("jdbc:sqlite:".length()));
        Metadata metadata = new Metadata();
        try (TikaInputStream in = TikaInputStream.get(file, metadata)) {
            parser.parse(in, handler, metadata, new ParseContext()); // LEAK
        }
    }

    @Override
    public void leak() throws Exception {
        SQLite3DBParser parser = new SQLite3DBParser();
        KEPT.add(parser);
        try {
            parse(
                    new DefaultHandler() {
                        @Override
                        public void startDocument() throws SAXException {
                            throw new SAXException("refused");
                        }
                    },
                    parser);
            throw new IllegalStateException("not refused");
        } catch (SAXException refused) {
            // As meant.
        }
    }

    @Override
    public void twin() throws Exception {
        parse(new DefaultHandler(), new SQLite3DBParser());
    }
}
