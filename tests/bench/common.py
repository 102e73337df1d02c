# tests/bench/common.py - what the benchmarks share: finding the programs,
# starting a server, reading what a process used.
import os
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
BUILD = os.environ.get('BUILD', os.path.join(SOURCE, 'build'))
DRUPE = os.environ.get('DRUPE', os.path.join(BUILD, 'bin', 'drupe'))
FLOOR = os.path.join(BUILD, 'tests', 'bench', 'floor')
SPAWN = os.path.join(BUILD, 'tests', 'bench', 'spawn')
HELLO = os.environ.get('HELLO', os.path.join(SOURCE, 'docs', 'examples', 'hello.js'))
TICKS = os.sysconf('SC_CLK_TCK')


def die(text):
    sys.exit('%s: %s' % (os.path.basename(sys.argv[0]), text))


def runtimes():
    """Name and path of the JavaScript runtimes that are here, drupe first."""
    if not os.access(DRUPE, os.X_OK):
        die(DRUPE + ' is not built; packaging/setup does it')
    found = [('drupe', DRUPE)]
    for name in ('node', 'bun'):
        path = os.environ.get(name.upper()) or shutil.which(name)
        if path:
            found.append((name, path))
    return found


def show(name, value, unit):
    print('%-28s %12s %s' % (name, ('%.3f' % value).rstrip('0').rstrip('.'),
                             unit), flush=True)


def median(values):
    return statistics.median(values)


def allow_descriptors(count):
    """Raises this process's limit and so its children's."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        die('the limit of descriptors is %d, wanted are %d' % (hard, count))
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count), hard))


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Server:
    """A server process on a port of its own, ready when made."""

    def __init__(self, name, command, port):
        self.name = name
        self.port = port
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log)
        self.pid = self.process.pid
        for _ in range(500):
            try:
                socket.create_connection(('127.0.0.1', port)).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.01)
        self.stop()
        self.log.seek(0)
        die('%s does not listen: %s' % (name, self.log.read().decode()))

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(2)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def cpu(self):
        """Seconds of user and of system time so far, of all its threads."""
        with open('/proc/%d/stat' % self.pid) as f:
            fields = f.read().rpartition(')')[2].split()
        return int(fields[11]) / TICKS, int(fields[12]) / TICKS

    def status(self, key):
        with open('/proc/%d/status' % self.pid) as f:
            for line in f:
                if line.startswith(key + ':'):
                    return int(line.split()[1])
        return 0

    def rss(self):
        """Resident megabytes."""
        return self.status('VmRSS') / 1024

    def private_kb(self):
        """Kilobytes that this process alone has written to."""
        with open('/proc/%d/smaps_rollup' % self.pid) as f:
            return sum(int(line.split()[1]) for line in f
                       if line.startswith(('Private_Dirty:', 'Swap:')))

    def wakeups(self):
        """How often its threads have gone to sleep so far."""
        total = 0
        for task in os.listdir('/proc/%d/task' % self.pid):
            with open('/proc/%d/task/%s/status' % (self.pid, task)) as f:
                total += sum(int(line.split()[1]) for line in f
                             if 'ctxt_switches' in line)
        return total


def hello_server(name, path, folder, edit=None):
    """docs/examples/hello.js on a free port, run by the given runtime."""
    port = free_port()
    if name == 'floor':
        return Server(name, [path, str(port)], port)
    with open(HELLO) as f:
        script = f.read().replace('3000', str(port))
    if edit:
        script = edit(script)
    file = os.path.join(folder, '%s-%d.js' % (name, port))
    with open(file, 'w') as f:
        f.write(script)
    return Server(name, [path, file], port)
