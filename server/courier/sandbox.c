/* SPDX-License-Identifier: Apache-2.0 */
#include "courier/sandbox.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/*
 * A list of what is denied, because libcurl, OpenSSL and the C library choose their calls themselves. clone3 fails with
 * ENOSYS, so that the C library uses clone, whose flags can be read here.
 */
static const int denied_calls[] = { SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork),
	SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd), SCMP_SYS(listen), SCMP_SYS(accept),
	SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare), SCMP_SYS(setns),
	SCMP_SYS(open_by_handle_at), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup),
	SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
	SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(reboot),
	SCMP_SYS(swapon), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(personality) };

static int
deny_calls(scmp_filter_ctx filter)
{
	int error = 0;

	for (size_t i = 0; i < LENGTH(denied_calls) && error == 0; i++)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), denied_calls[i], 0);
	return (error);
}

/* New threads only: the resolver of libcurl. At exit, the leak check of a sanitized build traces itself. */
static int
deny_processes(scmp_filter_ctx filter)
{
#ifdef __SANITIZE_ADDRESS__
	(void)filter;
	return (0);
#else
	int error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);

	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
		    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ptrace), 0);
	return (error);
#endif
}

/* TCP, UDP for names, unix sockets for the database, netlink for the list of addresses. */
static int
deny_sockets(scmp_filter_ctx filter)
{
	int error =
	    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, 0xf, SOCK_RAW));

	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_GT, AF_NETLINK));
	return (error);
}

static int
deny_other_listeners(scmp_filter_ctx filter, int listen_fd)
{
	if (listen_fd < 0)
		return (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(accept4), 0));
	return (
	    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(accept4), 1, SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)listen_fd)));
}

bool
sandbox_enter(int listen_fd, char why[256])
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int error = filter != NULL ? deny_calls(filter) : -ENOMEM;

	if (error == 0)
		error = deny_processes(filter);
	if (error == 0)
		error = deny_sockets(filter);
	if (error == 0)
		error = deny_other_listeners(filter, listen_fd);
	if (error == 0)
		error = seccomp_load(filter);
	if (filter != NULL)
		seccomp_release(filter);
	if (error != 0)
		(void)snprintf(why, 256, "the sandbox (seccomp) cannot be set up: %s", strerror(-error));
	return (error == 0);
}
