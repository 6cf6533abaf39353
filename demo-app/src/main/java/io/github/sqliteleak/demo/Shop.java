package io.github.sqliteleak.demo;

import javax.sql.DataSource;

/** The services of the shop, either all careless or all careful. */
record Shop(
        ImportJob imports,
        WebShop webShop,
        ReportService reports,
        PriceList prices,
        Dashboard dashboard,
        NightlyJob nightly) {

    static Shop careless(DataSource stock, DataSource archive) {
        return new Shop(
                new ImportJob(stock),
                new WebShop(stock),
                new ReportService(stock),
                new PriceList(stock),
                new Dashboard(stock),
                new NightlyJob(stock, archive));
    }

    static Shop careful(DataSource stock, DataSource archive) {
        return new Shop(
                new ImportJob.Careful(stock),
                new WebShop.Careful(stock),
                new ReportService.Careful(stock),
                new PriceList.Careful(stock),
                new Dashboard.Careful(stock),
                new NightlyJob.Careful(stock, archive));
    }
}
