import { escapePattern } from '../../text/escape-pattern.ts';
import { words } from './words.ts';

/** Libraries whose objects are databases, or lead to one: by the names that they are imported by. Sources: their documentation, 2026-11. */
const libraries: readonly string[] = words(`
  sqlite3 aiosqlite psycopg psycopg2 psycopg_pool asyncpg pg8000 pymysql MySQLdb aiomysql mysql mysql.connector mariadb
  pyodbc aioodbc oracledb cx_Oracle pymssql sqlalchemy sqlmodel flask_sqlalchemy databases peewee pony tortoise
  django.db duckdb clickhouse_driver clickhouse_connect snowflake google.cloud.bigquery
  google.cloud.spanner databricks trino prestodb pyhive impala ibis redshift_connector awswrangler pyspark neo4j
  py2neo libsql libsql_client turso apsw singlestoredb vertica_python hdbcli teradatasql kuzu falkordb rdflib
  streamlit.connection langchain_community.utilities.sql_database langchain_community.utilities.SQLDatabase prisma
  pg pg-promise pg-native postgres mysql2 mysql2/promise mysql better-sqlite3 sqlite node:sqlite bun:sqlite sql.js
  knex objection sequelize sequelize-typescript typeorm @mikro-orm/core drizzle-orm @prisma/client kysely slonik
  mssql tedious @libsql/client @neondatabase/serverless @planetscale/database @vercel/postgres @duckdb/node-api
  @duckdb/duckdb-wasm duckdb-async snowflake-sdk @google-cloud/bigquery @google-cloud/spanner @clickhouse/client
  @electric-sql/pglite @databricks/sql neo4j-driver cassandra-driver alasql expo-sqlite react-native-sqlite-storage
  @cloudflare/d1 @tursodatabase/database @nestjs/typeorm vertica-nodejs ibm_db trino-client
`);

const escaped = libraries.map(escapePattern).join('|');

/** A path that begins in one of them. */
export const databaseOrigin = new RegExp(`^(?:${escaped})(?:$|[.(/])`);

/** A program that imports one of them. */
export const databaseImport = new RegExp(`\\b(?:import|from|require)\\b[ \\t(]{0,4}["'\`]?(?:${escaped})(?![\\w-])`);

/** What is only called so where it is a database, or a way to one. */
export const databaseName =
  /(?:^|\.|_)(?:db|database|conn|connection|cur|cursor|sql|sqlite3?|knex|prisma|sequelize|pg|mysql2?|duckdb|bigquery|bq|spark|snowflake|postgres|clickhouse|drizzle|turso|neon|d1|sql_?database|pgClient|pgPool|queryRunner|query_?runner|dataSource|data_?source|entityManager|neo4j|objects)(?:_client)?\d*(?:\(\))?$/i;

/** What may be called so, too. */
export const looseDatabaseName =
  /(?:^|\.|_)(?:client|pool|engine|session|tx|trx|transaction|driver|graph|con|em|orm|manager|replica|read_?only|reader|reporting|analytics|warehouse)\d*(?:\(\))?$/i;

/** A method that is called so takes a statement. */
export const statementMethod = /sql|queryRaw|executeRaw|execute_raw|executescript/i;

/** The same of what is called as only databases are. */
export const queryMethod = /^(?:query|execute|execute_?many|fetch_?(?:all|one|val|row)|prepare|unsafe|raw)$/i;

/** Words of a statement in a text, or what a statement is called. */
export const statementText =
  /\b(?:select\s[^;]{0,200}?\bfrom|insert\s+into|update\s+[\w".`[\]]{1,80}\s+set|delete\s+from|create\s+(?:table|view|index)|alter\s+table|drop\s+table|with\s+\w{1,60}\s+as\s*\(|explain\s+(?:analyze\s+)?(?:select|query)|where\s+\w|order\s+by|group\s+by|match\s*\(|pragma\s)/i;
export const statementName =
  /(?:^|[^a-z])(?:sql|quer(?:y|ies)|statements?|stmts?|cypher)(?![a-z])|(?:Sql|SQL|Query|Statement|Stmt)(?![a-z])/;

/** A program that speaks of statements, and one that speaks of databases. */
export const statementMention = /\b(?:sql|cypher)\b|\bselect\s[^;\n]{1,60}?\bfrom\b/i;
export const databaseMention = /sql|database|cypher/i;

/** What is made of a statement: what its methods are given are values. */
export const madeStatement = /\.(?:prepare\w{0,20}|query)\(\)$/;
