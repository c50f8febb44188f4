/* SPDX-License-Identifier: Apache-2.0 */
#include "courier/curl_loop.h"

#include <event2/event.h>
#include <stdlib.h>

struct curl_loop {
	struct event_base *base;
	CURLM *multi;
	struct event *timer;
	struct event *finished; /* reports ended transfers */
	curl_ended_fn *ended;
};

static void
socket_ready(evutil_socket_t fd, short what, void *arg)
{
	struct curl_loop *k = arg;
	int running;

	(void)curl_multi_socket_action(k->multi, fd,
	    (what & EV_READ ? CURL_CSELECT_IN : 0) | (what & EV_WRITE ? CURL_CSELECT_OUT : 0), &running);
	event_active(k->finished, EV_TIMEOUT, 0);
}

static void
curl_timer(evutil_socket_t fd, short what, void *arg)
{
	struct curl_loop *k = arg;
	int running;

	(void)fd;
	(void)what;
	(void)curl_multi_socket_action(k->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	event_active(k->finished, EV_TIMEOUT, 0);
}

static int
watch_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *watched)
{
	struct curl_loop *k = arg;
	struct event *e = watched;
	short events = (short)((what & CURL_POLL_IN ? EV_READ : 0) | (what & CURL_POLL_OUT ? EV_WRITE : 0) | EV_PERSIST);

	(void)easy;
	if (e != NULL)
		event_free(e);
	e = what != CURL_POLL_REMOVE ? event_new(k->base, fd, events, socket_ready, k) : NULL;
	(void)curl_multi_assign(k->multi, fd, e);
	return (e == NULL || event_add(e, NULL) == 0 ? 0 : -1);
}

static int
watch_timer(CURLM *multi, long ms, void *arg)
{
	struct curl_loop *k = arg;
	struct timeval tv = { ms / 1000, ms % 1000 * 1000 };

	(void)multi;
	return (ms < 0 ? event_del(k->timer) : event_add(k->timer, &tv));
}

static void
report_finished(evutil_socket_t fd, short what, void *arg)
{
	struct curl_loop *k = arg;
	CURLMsg *m;
	int left;

	(void)fd;
	(void)what;
	while ((m = curl_multi_info_read(k->multi, &left)) != NULL)
		k->ended(m->easy_handle, m->data.result);
}

struct curl_loop *
curl_loop_new(struct event_base *base, curl_ended_fn *ended)
{
	struct curl_loop *k = mem_zero(1, sizeof(*k));

	k->base = base;
	k->ended = ended;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || (k->multi = curl_multi_init()) == NULL)
		abort();
	k->timer = evtimer_new(base, curl_timer, k);
	k->finished = event_new(base, -1, 0, report_finished, k);
	if (k->timer == NULL || k->finished == NULL)
		abort();
	(void)curl_multi_setopt(k->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
	(void)curl_multi_setopt(k->multi, CURLMOPT_SOCKETDATA, k);
	(void)curl_multi_setopt(k->multi, CURLMOPT_TIMERFUNCTION, watch_timer);
	(void)curl_multi_setopt(k->multi, CURLMOPT_TIMERDATA, k);
	return (k);
}

void
curl_loop_end(struct curl_loop *k)
{
	(void)curl_multi_cleanup(k->multi);
	event_free(k->timer);
	event_free(k->finished);
	curl_global_cleanup();
	free(k);
}

void
curl_loop_add(struct curl_loop *k, CURL *easy)
{
	if (curl_multi_add_handle(k->multi, easy) != CURLM_OK)
		abort();
}

void
curl_loop_remove(struct curl_loop *k, CURL *easy)
{
	(void)curl_multi_remove_handle(k->multi, easy);
}
