#!/usr/bin/env python3
"""A mail server on loopback for the tests: keeps each mail it takes as a file, and does as it is told.

mail_reader.py FOLDER PORT|0 [--tls CERT KEY] [--starttls CERT KEY] [--password USER PASSWORD]

Prints its port. FOLDER/mode is read for each reader: `refuse NAME` (550), `later NAME` (451), `kill PID`
(takes the mail, then ends that process before it says so), `break` (takes the mail and hangs up).
"""
import os
import signal
import socket
import ssl
import sys
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class Keeper:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def mode(self):
        try:
            with open(os.path.join(self.folder, "mode"), encoding="utf-8") as file:
                return file.read().split()
        except FileNotFoundError:
            return []

    async def handle_RCPT(self, server, session, envelope, address, options):
        mode = self.mode()
        if mode[:1] == ["refuse"] and mode[1] in address:
            return "550 5.1.1 no such mailbox"
        if mode[:1] == ["later"] and mode[1] in address:
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        name = os.path.join(self.folder, "%d-%d.eml" % (time.time_ns(), self.count))
        with open(name + ".part", "wb") as file:
            file.write(("X-Reader: %s\r\nX-Signed-In: %s\r\nX-Tls: %s\r\n" % (
                ",".join(envelope.rcpt_tos), bool(session.authenticated), session.ssl is not None)).encode())
            file.write(envelope.content)
        os.rename(name + ".part", name)
        mode = self.mode()
        if mode[:1] == ["kill"]:
            os.remove(os.path.join(self.folder, "mode"))
            os.kill(int(mode[1]), signal.SIGKILL)
        if mode[:1] == ["break"]:
            os.remove(os.path.join(self.folder, "mode"))
            server.transport.abort()
        return "250 2.0.0 taken"


class Reader(Controller):
    def __init__(self, handler, port, terms):
        self.terms = terms
        super().__init__(handler, hostname="127.0.0.1", port=port, ssl_context=terms.pop("whole", None),
                         ready_timeout=60)

    def factory(self):
        return SMTP(self.handler, **self.terms)

    def _trigger_server(self):  # its own would want a port that is known beforehand
        socket.create_connection(self.server.sockets[0].getsockname()).close()


def main():
    folder, port, rest = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    terms = {"hostname": "localhost"}
    while rest:
        what = rest.pop(0)
        if what in ("--tls", "--starttls"):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(rest.pop(0), rest.pop(0))
            if what == "--tls":
                terms["whole"] = context
            else:
                terms.update(tls_context=context, require_starttls=True)
        elif what == "--password":
            user, password = rest.pop(0).encode(), rest.pop(0).encode()

            def check(server, session, envelope, mechanism, data):
                return AuthResult(success=data.login == user and data.password == password)

            terms.update(authenticator=check, auth_required=True, auth_require_tls=True)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    reader = Reader(Keeper(folder), port, terms)
    reader.start()
    print(reader.server.sockets[0].getsockname()[1], flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    reader.stop()


main()
