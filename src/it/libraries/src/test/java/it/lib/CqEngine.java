package it.lib;

import com.googlecode.cqengine.ConcurrentIndexedCollection;
import com.googlecode.cqengine.attribute.SimpleAttribute;
import com.googlecode.cqengine.persistence.disk.DiskPersistence;
import com.googlecode.cqengine.query.QueryFactory;
import com.googlecode.cqengine.query.option.QueryOptions;
import java.io.File;

final class CqEngine implements Behind {
    /** What is collected. */
    public static final class Car {
        int id;
    }

    private static final SimpleAttribute<Car, Integer> ID =
            new SimpleAttribute<>("id") {
                @Override
                public Integer getValue(Car car, QueryOptions options) {
                    return car.id;
                }
            };

    private static ConcurrentIndexedCollection<Car> cars(String file) {
        File database = new File("target", file);
        return new ConcurrentIndexedCollection<>(
                DiskPersistence.onPrimaryKeyInFile(ID, database));
    }

    @Override
    public void leak() throws Exception {
        var cars = cars("CqEngine.db");
        KEPT.add(cars.retrieve(QueryFactory.equal(ID, 1)).iterator()); // LEAK
    }

    @Override
    public void twin() throws Exception {
        var cars = cars("CqEngineTwin.db");
        try (var found = cars.retrieve(QueryFactory.equal(ID, 1))) {
            found.size();
        }
        ((DiskPersistence<?, ?>) cars.getPersistence()).close();
    }
}
