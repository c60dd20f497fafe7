-- What a template database is given so that a copy can be rewound instead of made anew:
-- each table tells, by a sequence that no lock and no rollback touches, that it was written to.
CREATE SCHEMA tests;

CREATE FUNCTION tests.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM nextval(format('tests.%I', 't_' || TG_TABLE_NAME));
  RETURN NULL;
END $$;

CREATE TABLE tests.serials AS
  SELECT t.tablename AS name, s.schemaname || '.' || s.sequencename AS sequence, s.last_value
  FROM pg_tables t
  JOIN pg_sequences s ON s.schemaname = 'public' AND s.sequencename = t.tablename || '_id_seq'
  WHERE t.schemaname = 'public';

DO $$
DECLARE
  name text;
  is_full boolean;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE SEQUENCE tests.%I', 't_' || name);
    EXECUTE format(
      'CREATE TRIGGER touched AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.%I '
      'FOR EACH STATEMENT EXECUTE FUNCTION tests.touch()', name);
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', name) INTO is_full;
    IF is_full THEN
      EXECUTE format('CREATE TABLE tests.%I AS TABLE public.%I', 'as_' || name, name);
    END IF;
  END LOOP;
END $$;

-- True when every table is as in the template again; false when the tables themselves changed.
-- Connections that wait for work may stay; one in the middle of something would hold locks.
CREATE FUNCTION tests.rewind() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  which text;
BEGIN
  IF (SELECT is_called FROM tests.shape) THEN
    RETURN false;
  END IF;
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
  PERFORM set_config('session_replication_role', 'replica', true);
  FOR which IN
    SELECT substr(sequencename, 3) FROM pg_sequences
    WHERE schemaname = 'tests' AND sequencename LIKE 't\_%' AND last_value IS NOT NULL
  LOOP
    EXECUTE format('DELETE FROM public.%I', which);
    IF to_regclass(format('tests.%I', 'as_' || which)) IS NOT NULL THEN
      EXECUTE format('INSERT INTO public.%I SELECT * FROM tests.%I', which, 'as_' || which);
    END IF;
    PERFORM setval(s.sequence, coalesce(s.last_value, 1), s.last_value IS NOT NULL)
      FROM tests.serials s WHERE s.name = which;
    PERFORM setval(format('tests.%I', 't_' || which), 1, false);
  END LOOP;
  RETURN true;
END $$;

CREATE SEQUENCE tests.shape;

CREATE FUNCTION tests.reshape() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM nextval('tests.shape');
END $$;

CREATE EVENT TRIGGER tests_reshape ON ddl_command_end EXECUTE FUNCTION tests.reshape();
