package it.lib;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import mil.nga.geopackage.GeoPackage;
import mil.nga.geopackage.GeoPackageManager;

final class GeoPackages implements Behind {
    private static File created(String name) throws IOException {
        File file = new File("target", name + ".gpkg");
        Files.deleteIfExists(file.toPath());
        GeoPackageManager.create(file);
        return file;
    }

    @Override
    public void leak() throws Exception {
        File file = created("leak");
        KEPT.add(GeoPackageManager.open(file)); // LEAK
    }

    @Override
    public void twin() throws Exception {
        try (GeoPackage opened = GeoPackageManager.open(created("twin"))) {
            opened.getTables();
        }
    }
}
