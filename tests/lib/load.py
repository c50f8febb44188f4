# SPDX-License-Identifier: Apache-2.0
"""Goal: load from many clients at once, each a thread with a keep-alive connection of its own."""
import collections
import threading
import time


def run_load(client, threads, act, seconds=None, each=None):
    """Calls act(client of this thread, number of the call, number of the thread) in so many threads, for `seconds`
    or `each` times in every thread. Returns a Counter of the statuses that act returned."""
    counts, errors, lock = collections.Counter(), [], threading.Lock()
    until = None if seconds is None else time.monotonic() + seconds

    def run(thread):
        mine = client.signed_in(client.token)
        mine.check = False
        call = 0
        try:
            while (each is None or call < each) and (until is None or time.monotonic() < until):
                status = act(mine, call, thread)
                call += 1
                with lock:
                    counts[status] += 1
        except BaseException as e:      # raised again in the thread that waits
            errors.append(e)
        finally:
            mine.close()
    running = [threading.Thread(target=run, args=(n,), daemon=True) for n in range(threads)]
    for t in running:
        t.start()
    for t in running:
        t.join()
    if errors:
        raise errors[0]
    return counts
