/* abi/drupe.h - everything a usual module includes.
 *
 * A whole module:
 *
 *   #include <drupe.h>
 *
 *   static drupe_value add(drupe_cx *cx, const drupe_call *call) {
 *     (void)cx;
 *     return drupe_number(drupe_to_double(drupe_arg(call, 0)) +
 *                         drupe_to_double(drupe_arg(call, 1)));
 *   }
 *   static const drupe_member members[] = {
 *       DRUPE_FN("add(a: number, b: number): number", add), DRUPE_MEMBER_END};
 *   DRUPE_MODULE("adder", .version = "1.0.0", .members = members);
 *
 *   cc -shared -fPIC -fvisibility=hidden adder.c -o adder.so
 */
#ifndef DRUPE_H
#define DRUPE_H

#include "core.h"
#include "value.h"
#include "object.h"
#include "error.h"
#include "function.h"
#include "class.h"
#include "ref.h"
#include "buffer.h"
#include "task.h"
#include "loop.h"

#endif
