package it.lib;

import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

final class Hibernate implements Behind {
    private SessionFactory factory() {
        Configuration configuration = new Configuration();
        configuration.getProperties().put("jakarta.persistence.nonJtaDataSource", source());
        configuration.setProperty(
                "hibernate.dialect", "org.hibernate.community.dialect.SQLiteDialect");
        configuration.setProperty("hibernate.boot.allow_jdbc_metadata_access", "false");
        return configuration.buildSessionFactory();
    }

    @Override
    public void leak() throws Exception {
        Session session = factory().openSession();
        KEPT.add(session);
        session.beginTransaction(); // LEAK
    }

    @Override
    public void twin() throws Exception {
        try (SessionFactory factory = factory();
                Session session = factory.openSession()) {
            session.beginTransaction().commit();
        }
    }
}
