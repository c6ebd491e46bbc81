"""A client in one file, with python-socketio:

  chat.py URL NAME PASSWORD listen COUNT   prints what comes and what was missed, and ends after COUNT messages
  chat.py URL NAME PASSWORD send TO TEXT   writes to the user called TO, and ends when the server has it
"""
import random
import sys
import threading
import time
import uuid

import requests
import socketio

URL, NAME, PASSWORD, WHAT, *REST = sys.argv[1:]


def call(method, path, body=None, token=None, **query):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = requests.request(method, URL + path, json=body, headers=headers, params=query, timeout=20)
    if not answer.ok:
        raise RuntimeError(answer.json()["code"])
    return answer.json() if answer.content else None


def say(line):
    """Prints in one piece: handlers of events run in several threads, and print() writes each argument on its own."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def log_in():
    return call("POST", "/auth/login", {"username": NAME, "password": PASSWORD})


try:
    session = log_in()
except RuntimeError as refused:
    if str(refused) != "bad_credentials":
        raise
    call("POST", "/auth/register", {"username": NAME, "password": PASSWORD, "email": f"{NAME}@example.com"})
    session = log_in()

versions = {}  # chatId -> the version that this device has
outbox = {}  # clientMessageId -> what was not acknowledged yet; kept on disk by a real client
written = set()  # clientMessageIds of this run
shown = set()  # ids
received = 0
done = threading.Event()
lock = threading.RLock()  # the library handles each packet in a thread of its own
sio = socketio.Client(reconnection=False)  # below: the pauses depend on the reason


@sio.event
def connect():
    catch_up()
    for message in list(outbox.values()):
        deliver(message)  # the same clientMessageId: sent once


def ask(event, payload):
    while True:
        answer = sio.call(event, payload, timeout=20)
        if answer["ok"] or not answer["error"]["retryable"]:
            return answer
        time.sleep(answer["error"].get("retryAfterMs", 1000) / 1000)  # what the server cannot answer now is asked again


def catch_up():
    with lock:
        answer = ask("sync", {"chats": versions, "paged": True})
        for chat in answer.get("chats", []):
            missed = chat["messages"]
            if not chat["complete"]:
                missed = reversed(ask("message:history", {"chatId": chat["chatId"]})["items"])
            mine = session["user"]["id"]
            had = max((one["deliveredUpTo"] for one in chat["receipts"] if one["userId"] == mine), default=0)
            for message in missed:
                show(message, earlier=message["seq"] <= had)
            versions[chat["chatId"]] = max(chat["version"], versions.get(chat["chatId"], 0))
        if answer.get("more"):
            catch_up()


@sio.on("*")
def changed(event, change=None):
    if event.split(":")[0] not in ("message", "chat", "deal") or not change.get("version"):
        return  # a notification's version is another one
    with lock:
        have = versions.get(change["chatId"], 0)
        if change["version"] > have + 1:
            catch_up()  # something is missing
            return
        versions[change["chatId"]] = max(have, change["version"])
        if event in ("message:receive", "message:sent"):
            show(change)


def deliver(message):
    try:
        answer = sio.call("message:send", message, timeout=20)
    except socketio.exceptions.SocketIOError:
        return  # no answer: it stays in the outbox, and the next connect sends it again
    if not answer["ok"] and answer["error"]["retryable"]:
        threading.Timer(answer["error"].get("retryAfterMs", 1000) / 1000, deliver, [message]).start()
        return
    outbox.pop(message["clientMessageId"], None)
    if answer["ok"]:
        show(answer["message"])
    else:
        print("refused:", answer["error"]["code"], file=sys.stderr)
        done.set()


@sio.on("session:expiring")
def expiring(_):
    sio.emit("session:refresh", {"token": refresh()["token"]})


def refresh():
    global session
    session = call("POST", "/auth/refresh", {"refreshToken": session["refreshToken"]})
    return session


def show(message, earlier=False):
    """Prints a message once; an earlier one was confirmed by a device of this user before."""
    global received
    own = message.get("senderId") == session["user"]["id"]
    with lock:
        is_new = message.get("clientMessageId") in written if own else not earlier
        if is_new and message["id"] not in shown and not message.get("withheld") and not message.get("deletedAt"):
            say(("sent: " if own else "received: ") + message["content"])
            received += not own
        shown.add(message["id"])
    if own:
        done_when_asked()
    else:
        confirmed = {"chatId": message["chatId"], "upToSeq": message["seq"]}
        sio.emit("message:delivered", confirmed, callback=lambda _: done_when_asked())


def done_when_asked():
    if received >= int(REST[0]) if WHAT == "listen" else not outbox:
        done.set()


@sio.on("reconnect")
def up_to_date(_):
    say("listening")  # the server's event: everything missed has been sent


if WHAT == "send":
    found = call("GET", "/users", token=session["token"], search=REST[0])["items"]
    to = next((user["id"] for user in found if user["username"] == REST[0]), None)
    if to is None:
        sys.exit(f"user_not_found: {REST[0]} has not signed up")
    message_id = str(uuid.uuid4())
    written.add(message_id)
    outbox[message_id] = {"to": to, "content": REST[1], "clientMessageId": message_id}

while not done.is_set():
    try:
        sio.connect(URL, auth=lambda: {"token": session["token"]}, transports=["websocket"], retry=False)
        while sio.connected and not done.wait(0.1):
            pass
    except socketio.exceptions.ConnectionError as refused:
        print("not connected:", refused, file=sys.stderr)
        if "token_expired" in str(refused):
            refresh()
    if not done.is_set():
        done.wait(random.uniform(0, 2))
sio.disconnect()
