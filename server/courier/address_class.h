/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where an address is, by IANA's registries of special-purpose addresses (RFC 6890), for the judgement whether the
 * courier may connect to it. An address of IPv4 inside one of IPv6 (mapped, RFC 4291 2.5.5.2; NAT64, RFC 6052) counts as
 * that address.
 */
#ifndef COURIER_ADDRESS_CLASS_H
#define COURIER_ADDRESS_CLASS_H

#include <sys/socket.h>

enum address_class {
	ADDRESS_PUBLIC,
	ADDRESS_LOOPBACK,
	ADDRESS_PRIVATE, /* RFC 1918, RFC 6598 (shared), RFC 4193 (unique local) */
	ADDRESS_OTHER,	 /* link-local, multicast, documentation, tunnels, reserved; and all that is not IP */
};

enum address_class address_class(const struct sockaddr *);

#endif
