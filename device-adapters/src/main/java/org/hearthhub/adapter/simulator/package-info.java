/**
 * A simulated home: real CoAP devices, each with its own endpoint and port, for the demo, for tests
 * and for load. It shares nothing with the CoAP adapter, so that it is an honest peer.
 *
 * <p>How a simulated device looks from outside:
 *
 * <ul>
 *   <li><b>Links</b>: {@code GET /.well-known/core} (RFC 6690, format 40) begins with the device
 *       itself, {@code </>;ep="sim-kitchen-lamp";title="Kitchen lamp"}: {@code ep} is the same
 *       endpoint name that it registers with (RFC 9176), so that a device found by multicast and
 *       one that registered are known to be one. Then one link for each resource with {@code
 *       title}, {@code rt}, {@code if} ({@code core.s} sensor, {@code core.a} actuator, {@code
 *       core.p} parameter; draft-ietf-core-interfaces), {@code ct} and, where it can be observed,
 *       {@code obs}. Filters on any attribute or {@code href}, with a trailing {@code *}, are
 *       honoured; to multicast, a filter without a match is met with silence.
 *   <li><b>Registration</b>: simple registration (RFC 9176 section 5.1), {@code POST
 *       coap://HUB/.well-known/rd?ep=NAME&lt=SECONDS} from the device's own port; the hub then
 *       reads the links from there.
 *   <li><b>Things</b>: WoT devices link {@code </.well-known/wot>;rt="wot.thing";ct="432 50"}.
 *       Forms are relative to {@code base} or to the description's own address, use {@code
 *       cov:method} and {@code subprotocol: cov:observe}, and are JSON ({@code application/json},
 *       50) or CBOR (60). The doorbell has an event: its observers are notified each time that
 *       somebody rings, and at no other time.
 *   <li><b>Plain devices</b>: one resource for each value, as SenML JSON (110), SenML CBOR (112),
 *       JSON (50), CBOR (60) or text (0); climate sensors put several SenML records into one
 *       resource. {@code rt} is the OCF resource type where there is one: {@link
 *       org.hearthhub.adapter.simulator.Meaning} lists them.
 *   <li><b>For tests, in no link</b>: {@code PUT /misbehave} with a text as in {@link
 *       org.hearthhub.adapter.simulator.Fault#parse}, and {@code PUT /alarm} with {@code on} or
 *       {@code off}.
 * </ul>
 */
@NullMarked
package org.hearthhub.adapter.simulator;

import org.jspecify.annotations.NullMarked;
