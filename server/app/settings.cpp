#include "app/settings.hpp"

#include <array>

namespace frostkeep::app {
namespace {

using enum SettingKind;

constexpr auto kSettings = std::to_array<Setting>({
    {"data_folder", "--data", text, "",
     "folder of the private database, keys and files (/var/lib/frostkeep if it is there, else var)"},
    {"runtime_folder", "--runtime-folder", text, "", "folder for the database's socket"},
    {"system_user", "--system-user", text, "frostkeep", "user to become when started as root"},
    {"server.address", "--address", text, "127.0.0.1", "address to listen on; beyond loopback only with behind_proxy"},
    {"server.port", "--port", integer, "8080", "port to listen on", 1, 65535},
    {"server.behind_proxy", "--behind-proxy", boolean, "false", "a proxy that ends TLS stands in front"},
    {"server.public_origin", "--public-origin", text, "",
     "where browsers find the server, as https://frostkeep.example.org; empty: http on this machine only"},
    {"server.threads", "--threads", integer, "300", "connections served at once; more than the proxy opens", 1, 1024},
    {"server.web_root", "--web-root", text, "", "serve the pages from this folder instead of the built-in ones"},
    {"server.stop_seconds", "--stop-seconds", integer, "30", "how long a stop waits for requests at work", 1, 600},
    {"database.host", "--database-host", text, "", "MariaDB server; empty: a private database in the data folder"},
    {"database.port", "--database-port", integer, "3306", "its port", 1, 65535},
    {"database.socket", "--database-socket", text, "", "Unix socket of a MariaDB server on this machine"},
    {"database.schema", "--database-schema", text, "frostkeep", "name of the schema"},
    {"database.tls_ca", "--database-tls-ca", text, "", "PEM file that its certificate is checked against"},
    {"database.migrate_user", "--database-migrate-user", text, "frostkeep_migrate", "account that changes the schema"},
    {"database.migrate_password_file", "--database-migrate-password-file", text, "", "file with its password"},
    {"database.app_user", "--database-app-user", text, "frostkeep_app", "account that works"},
    {"database.app_password_file", "--database-app-password-file", text, "", "file with its password"},
    {"database.reader_user", "--database-reader-user", text, "frostkeep_reader", "account that reads"},
    {"database.reader_password_file", "--database-reader-password-file", text, "", "file with its password"},
    {"database.connections", "--database-connections", integer, "8",
     "connections for work; 2 to 4 for each of its processors", 2, 150},
    {"database.buffer_pool_mib", "--buffer-pool-mib", integer, "0",
     "memory for the private database's pages; 0: half of the memory, at most 16 GiB", 0, 1 << 20},
    {"database.redo_log_mib", "--redo-log-mib", integer, "1024", "redo log of the private database", 64, 1 << 16},
    {"jobs.threads", "--jobs-threads", integer, "2", "jobs that run at once; 0: another server runs them", 0, 16},
    {"printing.subnets", "--printing-subnets", text, "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 127.0.0.0/8",
     "where label printers may be; the server connects to no other address for printing"},
    {"log.level", "--log-level", choice, "info", "what is logged", 0, 0, "debug|info|warning|error"},
    {"log.format", "--log-format", choice, "text", "how it is written", 0, 0, "text|json"},
});

}  // namespace

std::span<const Setting> all_settings() {
  return kSettings;
}

}  // namespace frostkeep::app
