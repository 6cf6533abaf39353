package it.lib;

import ch.poole.geo.mbtiles4j.MBTilesWriter;
import java.io.File;

final class MbTiles implements Behind {
    @Override
    public void leak() throws Exception {
        KEPT.add(new MBTilesWriter(new File("target/leak.mbtiles"))); // LEAK
    }

    @Override
    public void twin() throws Exception {
        new MBTilesWriter(new File("target/twin.mbtiles")).close();
    }
}
