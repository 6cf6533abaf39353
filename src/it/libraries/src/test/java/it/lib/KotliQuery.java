package it.lib;

import kotliquery.PackageKt;

final class KotliQuery implements Behind {
    @Override
    public void leak() throws Exception {
        KEPT.add(PackageKt.sessionOf(source(), false, false, null)); // LEAK
    }

    @Override
    public void twin() throws Exception {
        PackageKt.sessionOf(source(), false, false, null).close();
    }
}
