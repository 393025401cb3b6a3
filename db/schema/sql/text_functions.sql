-- Goes on from db/schema/sql/catalogue.sql: those that could still be asked before a policy.
select f.oid::regprocedure::text from text_function f where f.leakproof or f.cost < 100
