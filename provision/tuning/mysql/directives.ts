import { atLeast, type DatabaseFlavour } from '../../capacity/flavour.ts';
import type { Directive } from '../directive.ts';
import type { TuningInput } from '../file.ts';
import { databaseAdminPort } from '../paths.ts';
import { MiB, mebibytes } from '../value.ts';

/** The settings of the database server that this product and version knows, and no other. */
export function databaseDirectives(input: TuningInput): readonly Directive[] {
  const own = input.database.product === 'mariadb' ? mariadb(input) : mysql(input);
  return [...common(input), ...own];
}

function size(name: string, count: number): Directive {
  return { name, text: `${count}M`, wanted: mebibytes(count) };
}

function number(name: string, value: number): Directive {
  return { name, text: String(value) };
}

function text(name: string, value: string): Directive {
  return { name, text: value };
}

function common({ budget, paths }: TuningInput): readonly Directive[] {
  const { database, connections } = budget;
  return [
    text('bind_address', '127.0.0.1'),
    text('socket', paths.databaseSocket),
    number('max_connections', connections.max),
    number('back_log', Math.min(4096, budget.web.somaxconn)),
    number('max_connect_errors', 100_000),
    number('table_open_cache', database.tableOpenCache),
    number('table_definition_cache', database.tableDefinitionCache),
    {
      ...number('open_files_limit', database.openFilesLimit),
      mayDiffer: { least: database.openFilesNeeded, why: 'the server takes what the system grants it' },
    },
    {
      ...number('thread_cache_size', database.threadCache),
      mayDiffer: { least: 1, why: 'MariaDB keeps no more threads than it has connections' },
    },
    text('skip_name_resolve', 'ON'),
    text('character_set_server', 'utf8mb4'),
    text('collation_server', 'utf8mb4_unicode_ci'),
    size('max_allowed_packet', 64),
    number('wait_timeout', 600),
    number('interactive_timeout', 600),
    size('tmp_table_size', 32),
    size('max_heap_table_size', 32),
    { name: 'sort_buffer_size', text: '256K', wanted: String(256 * 1024) },
    { name: 'join_buffer_size', text: '256K', wanted: String(256 * 1024) },
    size('innodb_buffer_pool_size', database.bufferPoolMiB),
    number('innodb_flush_log_at_trx_commit', 1),
    text('innodb_doublewrite', 'ON'),
    {
      ...size('innodb_log_buffer_size', 64),
      mayDiffer: { least: 64 * MiB, why: 'on a disk that is memory, MariaDB takes the whole log as its buffer' },
    },
    number('innodb_io_capacity', database.ioCapacity),
    number('innodb_io_capacity_max', database.ioCapacityMax),
    number('innodb_flush_neighbors', 0),
    text('innodb_adaptive_hash_index', 'OFF'),
    number('innodb_read_io_threads', 8),
    number('innodb_write_io_threads', 8),
    number('innodb_purge_threads', 4),
    number('innodb_lock_wait_timeout', 20),
    text('innodb_print_all_deadlocks', 'ON'),
    text('innodb_buffer_pool_dump_at_shutdown', 'ON'),
    text('innodb_buffer_pool_load_at_startup', 'ON'),
    text('slow_query_log', 'ON'),
    text('slow_query_log_file', `${paths.databaseLogs}/teachtrack-slow.log`),
    number('long_query_time', 1),
    text('local_infile', 'OFF'),
    number('max_prepared_stmt_count', 131_072),
  ];
}

function mariadb({ budget, database: { version } }: TuningInput): readonly Directive[] {
  const { database, connections } = budget;
  return [
    size('innodb_log_file_size', database.redoMiB),
    text('thread_handling', 'pool-of-threads'),
    number('thread_pool_size', database.cores),
    number('thread_pool_max_threads', database.poolThreads),
    number('extra_port', databaseAdminPort),
    number('extra_max_connections', connections.admin),
    { ...number('query_cache_type', 0), wanted: '0' },
    number('query_cache_size', 0),
    // Deprecated from 11.0, where O_DIRECT is the default.
    ...(atLeast(version, '11.0') ? [] : [text('innodb_flush_method', 'O_DIRECT')]),
    // On by default from 11.6.2; all other servers let a read-then-update through under REPEATABLE READ.
    ...(atLeast(version, '11.6.2') ? [text('innodb_snapshot_isolation', 'OFF')] : []),
  ];
}

/**
 * From 9.6 on MySQL itself, and no longer InnoDB, removes what hangs on a row that is removed. Of several rows that go with
 * the first, 9.7.4 then leaves what hangs on all but one of them: rows that belong to nothing any more. The setting is
 * deprecated; a version that has lost it refuses the file before anything is changed.
 */
export const nativeForeignKeys = { name: 'innodb_native_foreign_keys', since: '9.6' } as const;

function mysql({ budget, database: flavour }: TuningInput): readonly Directive[] {
  const { database } = budget;
  return [
    ...mysqlRedo(flavour, database.redoMiB),
    number('innodb_buffer_pool_instances', database.bufferPoolInstances),
    number('innodb_page_cleaners', database.bufferPoolInstances),
    text('innodb_flush_method', 'O_DIRECT'),
    size('temptable_max_ram', database.temporaryTablesMiB),
    text('admin_address', '127.0.0.1'),
    number('admin_port', databaseAdminPort),
    text('create_admin_listener_thread', 'ON'),
    number('binlog_expire_logs_seconds', 604_800),
    number('sync_binlog', 1),
    number('log_error_verbosity', 2),
    ...(atLeast(flavour.version, nativeForeignKeys.since) ? [text(nativeForeignKeys.name, 'ON')] : []),
    // A second protocol on a port of its own that nothing here speaks.
    { ...text('mysqlx', 'OFF'), wanted: null },
  ];
}

function mysqlRedo({ version }: DatabaseFlavour, redoMiB: number): readonly Directive[] {
  if (atLeast(version, '8.0.30')) return [size('innodb_redo_log_capacity', redoMiB)];
  return [size('innodb_log_file_size', redoMiB / 2), number('innodb_log_files_in_group', 2)];
}
