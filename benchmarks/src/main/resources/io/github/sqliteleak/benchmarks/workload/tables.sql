-- 100 tables, each with two indexes.
CREATE TABLE table_0 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_0 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_0_parent ON table_0 (parent, created);

CREATE TABLE table_1 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_0 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_1_parent ON table_1 (parent, created);

CREATE TABLE table_2 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_1 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_2_parent ON table_2 (parent, created);

CREATE TABLE table_3 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_2 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_3_parent ON table_3 (parent, created);

CREATE TABLE table_4 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_3 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_4_parent ON table_4 (parent, created);

CREATE TABLE table_5 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_4 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_5_parent ON table_5 (parent, created);

CREATE TABLE table_6 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_5 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_6_parent ON table_6 (parent, created);

CREATE TABLE table_7 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_6 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_7_parent ON table_7 (parent, created);

CREATE TABLE table_8 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_7 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_8_parent ON table_8 (parent, created);

CREATE TABLE table_9 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_8 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_9_parent ON table_9 (parent, created);

CREATE TABLE table_10 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_9 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_10_parent ON table_10 (parent, created);

CREATE TABLE table_11 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_10 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_11_parent ON table_11 (parent, created);

CREATE TABLE table_12 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_11 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_12_parent ON table_12 (parent, created);

CREATE TABLE table_13 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_12 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_13_parent ON table_13 (parent, created);

CREATE TABLE table_14 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_13 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_14_parent ON table_14 (parent, created);

CREATE TABLE table_15 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_14 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_15_parent ON table_15 (parent, created);

CREATE TABLE table_16 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_15 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_16_parent ON table_16 (parent, created);

CREATE TABLE table_17 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_16 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_17_parent ON table_17 (parent, created);

CREATE TABLE table_18 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_17 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_18_parent ON table_18 (parent, created);

CREATE TABLE table_19 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_18 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_19_parent ON table_19 (parent, created);

CREATE TABLE table_20 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_19 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_20_parent ON table_20 (parent, created);

CREATE TABLE table_21 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_20 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_21_parent ON table_21 (parent, created);

CREATE TABLE table_22 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_21 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_22_parent ON table_22 (parent, created);

CREATE TABLE table_23 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_22 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_23_parent ON table_23 (parent, created);

CREATE TABLE table_24 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_23 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_24_parent ON table_24 (parent, created);

CREATE TABLE table_25 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_24 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_25_parent ON table_25 (parent, created);

CREATE TABLE table_26 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_25 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_26_parent ON table_26 (parent, created);

CREATE TABLE table_27 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_26 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_27_parent ON table_27 (parent, created);

CREATE TABLE table_28 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_27 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_28_parent ON table_28 (parent, created);

CREATE TABLE table_29 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_28 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_29_parent ON table_29 (parent, created);

CREATE TABLE table_30 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_29 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_30_parent ON table_30 (parent, created);

CREATE TABLE table_31 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_30 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_31_parent ON table_31 (parent, created);

CREATE TABLE table_32 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_31 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_32_parent ON table_32 (parent, created);

CREATE TABLE table_33 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_32 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_33_parent ON table_33 (parent, created);

CREATE TABLE table_34 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_33 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_34_parent ON table_34 (parent, created);

CREATE TABLE table_35 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_34 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_35_parent ON table_35 (parent, created);

CREATE TABLE table_36 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_35 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_36_parent ON table_36 (parent, created);

CREATE TABLE table_37 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_36 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_37_parent ON table_37 (parent, created);

CREATE TABLE table_38 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_37 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_38_parent ON table_38 (parent, created);

CREATE TABLE table_39 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_38 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_39_parent ON table_39 (parent, created);

CREATE TABLE table_40 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_39 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_40_parent ON table_40 (parent, created);

CREATE TABLE table_41 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_40 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_41_parent ON table_41 (parent, created);

CREATE TABLE table_42 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_41 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_42_parent ON table_42 (parent, created);

CREATE TABLE table_43 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_42 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_43_parent ON table_43 (parent, created);

CREATE TABLE table_44 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_43 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_44_parent ON table_44 (parent, created);

CREATE TABLE table_45 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_44 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_45_parent ON table_45 (parent, created);

CREATE TABLE table_46 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_45 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_46_parent ON table_46 (parent, created);

CREATE TABLE table_47 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_46 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_47_parent ON table_47 (parent, created);

CREATE TABLE table_48 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_47 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_48_parent ON table_48 (parent, created);

CREATE TABLE table_49 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_48 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_49_parent ON table_49 (parent, created);

CREATE TABLE table_50 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_49 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_50_parent ON table_50 (parent, created);

CREATE TABLE table_51 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_50 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_51_parent ON table_51 (parent, created);

CREATE TABLE table_52 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_51 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_52_parent ON table_52 (parent, created);

CREATE TABLE table_53 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_52 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_53_parent ON table_53 (parent, created);

CREATE TABLE table_54 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_53 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_54_parent ON table_54 (parent, created);

CREATE TABLE table_55 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_54 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_55_parent ON table_55 (parent, created);

CREATE TABLE table_56 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_55 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_56_parent ON table_56 (parent, created);

CREATE TABLE table_57 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_56 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_57_parent ON table_57 (parent, created);

CREATE TABLE table_58 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_57 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_58_parent ON table_58 (parent, created);

CREATE TABLE table_59 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_58 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_59_parent ON table_59 (parent, created);

CREATE TABLE table_60 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_59 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_60_parent ON table_60 (parent, created);

CREATE TABLE table_61 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_60 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_61_parent ON table_61 (parent, created);

CREATE TABLE table_62 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_61 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_62_parent ON table_62 (parent, created);

CREATE TABLE table_63 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_62 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_63_parent ON table_63 (parent, created);

CREATE TABLE table_64 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_63 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_64_parent ON table_64 (parent, created);

CREATE TABLE table_65 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_64 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_65_parent ON table_65 (parent, created);

CREATE TABLE table_66 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_65 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_66_parent ON table_66 (parent, created);

CREATE TABLE table_67 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_66 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_67_parent ON table_67 (parent, created);

CREATE TABLE table_68 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_67 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_68_parent ON table_68 (parent, created);

CREATE TABLE table_69 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_68 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_69_parent ON table_69 (parent, created);

CREATE TABLE table_70 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_69 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_70_parent ON table_70 (parent, created);

CREATE TABLE table_71 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_70 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_71_parent ON table_71 (parent, created);

CREATE TABLE table_72 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_71 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_72_parent ON table_72 (parent, created);

CREATE TABLE table_73 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_72 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_73_parent ON table_73 (parent, created);

CREATE TABLE table_74 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_73 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_74_parent ON table_74 (parent, created);

CREATE TABLE table_75 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_74 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_75_parent ON table_75 (parent, created);

CREATE TABLE table_76 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_75 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_76_parent ON table_76 (parent, created);

CREATE TABLE table_77 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_76 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_77_parent ON table_77 (parent, created);

CREATE TABLE table_78 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_77 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_78_parent ON table_78 (parent, created);

CREATE TABLE table_79 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_78 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_79_parent ON table_79 (parent, created);

CREATE TABLE table_80 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_79 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_80_parent ON table_80 (parent, created);

CREATE TABLE table_81 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_80 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_81_parent ON table_81 (parent, created);

CREATE TABLE table_82 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_81 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_82_parent ON table_82 (parent, created);

CREATE TABLE table_83 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_82 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_83_parent ON table_83 (parent, created);

CREATE TABLE table_84 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_83 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_84_parent ON table_84 (parent, created);

CREATE TABLE table_85 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_84 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_85_parent ON table_85 (parent, created);

CREATE TABLE table_86 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_85 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_86_parent ON table_86 (parent, created);

CREATE TABLE table_87 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_86 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_87_parent ON table_87 (parent, created);

CREATE TABLE table_88 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_87 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_88_parent ON table_88 (parent, created);

CREATE TABLE table_89 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_88 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_89_parent ON table_89 (parent, created);

CREATE TABLE table_90 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_89 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_90_parent ON table_90 (parent, created);

CREATE TABLE table_91 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_90 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_91_parent ON table_91 (parent, created);

CREATE TABLE table_92 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_91 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_92_parent ON table_92 (parent, created);

CREATE TABLE table_93 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_92 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_93_parent ON table_93 (parent, created);

CREATE TABLE table_94 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_93 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_94_parent ON table_94 (parent, created);

CREATE TABLE table_95 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_94 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_95_parent ON table_95 (parent, created);

CREATE TABLE table_96 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_95 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_96_parent ON table_96 (parent, created);

CREATE TABLE table_97 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_96 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_97_parent ON table_97 (parent, created);

CREATE TABLE table_98 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_97 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_98_parent ON table_98 (parent, created);

CREATE TABLE table_99 (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES table_98 (id),
  created TEXT DEFAULT CURRENT_TIMESTAMP,
  amount REAL CHECK (amount >= 0)
);
CREATE INDEX table_99_parent ON table_99 (parent, created);
