"""Many clients at once: each a thread with a kept connection of its own."""
import collections
import threading
import time


def crowd(client, size, act, seconds=None, each=None):
    """Calls act(client of its own, number of the call, number of the thread) from `size` threads,
    for `seconds` or `each` times in every thread. Returns a Counter of the statuses act returned."""
    counts, broken, lock = collections.Counter(), [], threading.Lock()
    until = None if seconds is None else time.monotonic() + seconds

    def one(who):
        mine = client.signed_in(client.token)
        mine.check = False
        call = 0
        try:
            while (each is None or call < each) and (until is None or time.monotonic() < until):
                status = act(mine, call, who)
                call += 1
                with lock:
                    counts[status] += 1
        except BaseException as e:      # told by whoever waits for us
            broken.append(e)
        finally:
            mine.close()
    threads = [threading.Thread(target=one, args=(n,), daemon=True) for n in range(size)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    if broken:
        raise broken[0]
    return counts
