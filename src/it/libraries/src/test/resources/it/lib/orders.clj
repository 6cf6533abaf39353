(ns it.lib.orders (:require [clojure.java.jdbc :as jdbc]))

(def db {:connection-uri "jdbc:sqlite:target/ClojureJdbc.db"})

(defn daily []
  (.add it.lib.Kept/ALL (jdbc/get-connection db))) ; LEAK

(defn closed []
  (jdbc/query db ["SELECT 1"]))
