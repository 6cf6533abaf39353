(ns it.lib.orders (:require [clojure.java.jdbc :as jdbc]))

(def db {:connection-uri "jdbc:sqlite:target/ClojureJdbc.db"})

(defn open []
  (jdbc/get-connection db))

(defn daily []
  (.add it.lib.Kept/ALL (open))) ; LEAK

(defn closed []
  (jdbc/query db ["SELECT 1"]))
