package it.lib;

import clojure.java.api.Clojure;
import clojure.lang.IFn;

final class ClojureJdbc implements Behind {
    private static IFn function(String name) {
        Clojure.var("clojure.core", "require").invoke(Clojure.read("it.lib.orders"));
        return Clojure.var("it.lib.orders", name);
    }

    @Override
    public void leak() throws Exception {
        function("daily").invoke();
    }

    @Override
    public void twin() throws Exception {
        function("closed").invoke();
    }
}
