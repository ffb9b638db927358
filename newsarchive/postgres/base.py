"""The backend that Django loads: django.db.backends.postgresql with a server of its own."""

import os
from pathlib import Path

from django.db.backends.postgresql import base, client

from .unavailable import DatabaseUnavailable, sentence_for


def _server():
    """The module, which Windows cannot import: it has no file locks of this kind."""
    if os.name == "nt":
        raise DatabaseUnavailable("The embedded database does not run on Windows: set DATABASE_URL.")
    from . import server

    return server


class DatabaseClient(client.DatabaseClient):
    """dbshell with the psql of the wheel."""

    def runshell(self, parameters):
        self.connection.get_connection_params()
        self.executable_name = str(_server().programs() / "psql")
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """Settings: NAME, and DATA_FOLDER, the folder that the server has to itself."""

    client_class = DatabaseClient

    def get_connection_params(self, *, afresh=False):
        folder, name = self.settings_dict["DATA_FOLDER"], self.settings_dict["NAME"]
        address = _server().join(Path(folder), name, afresh=afresh)
        self.settings_dict.update(HOST=address.host, PORT=str(address.port), USER=address.user, PASSWORD="")
        return super().get_connection_params()

    def get_new_connection(self, conn_params):
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            # The server may have died, or been stopped by hand, since this process joined it.
            conn_params = self.get_connection_params(afresh=True)
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError as error:
            raise DatabaseUnavailable(sentence_for(error)) from error
