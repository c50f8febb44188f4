#include "heads.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <unistd.h>

#include "base/log.h"
#include "settings.h"

static void
append(const char *lines, size_t n)
{
	const char *path = setting_text(AUDIT_HEADS_FILE);
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);

	if (fd < 0 || write(fd, lines, n) != (ssize_t)n || fdatasync(fd) != 0)
		log_line(LOG_ERROR, "head of the audit not written", "file", path, "why", strerror(errno), NULL);
	if (fd >= 0)
		(void)close(fd);
}

void
heads_run(int pipe)
{
	char lines[PIPE_BUF];
	ssize_t n;

	(void)signal(SIGTERM, SIG_IGN); /* the workers' last seals are still to come */
	while ((n = read(pipe, lines, sizeof(lines))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			append(lines, (size_t)n);
	_exit(n == 0 ? 0 : 1);
}
