/* kernel/finalize.c - finalizers that wait for a safe point.
 *
 * They are put here by the engine's free hook, inside any allocation, where
 * nothing may fail: the room is reserved when the object is made. */
#include "kernel/tables.h"

bool drupe__final_reserve(drupe__kernel *k) {
  drupe__tables *tb = k->tables;
  uint32_t need = tb->final_live + tb->final_count + 1;
  uint32_t room = tb->final_room == 0 ? 64 : tb->final_room * 2;
  drupe__final *list;

  if (need > tb->final_room) {
    list = realloc(tb->finals, room * sizeof(*list));
    if (list == NULL)
      return false;
    tb->finals = list;
    tb->final_room = room;
  }
  tb->final_live++;
  return true;
}

void drupe__final_unreserve(drupe__kernel *k) {
  assert(k->tables->final_live > 0);
  k->tables->final_live--;
}

void drupe__final_queue(drupe__module *m, drupe_free_fn fn, void *data,
                        void *arg) {
  drupe__tables *tb = m->kernel->tables;
  drupe__final *final;

  drupe__final_unreserve(m->kernel);
  if (fn == NULL)
    return;
  if (tb->ending) { /* no safe point will come: the heap is going */
    fn(&m->cx, data, arg);
    return;
  }
  assert(tb->final_count < tb->final_room);
  final = &tb->finals[tb->final_count++];
  final->module = m;
  final->fn = fn;
  final->data = data;
  final->arg = arg;
  m->finals++;
}

/* In order, each in a bracket of its own: an error of one is reported and is
 * not the next one's.  A finalizer may free objects and so queue others, which
 * may move the list. */
void drupe__finals_run(drupe__kernel *k) {
  drupe__tables *tb = k->tables;
  drupe__final final;
  drupe__bracket b;
  uint32_t i;

  if (tb->finals_running || tb->final_count == 0)
    return;
  tb->finals_running = true;
  for (i = 0; i < tb->final_count; i++) {
    final = tb->finals[i];
    final.module->finals--;
    drupe__enter_always(k, final.module, NULL, &b);
    final.fn(&final.module->cx, final.data, final.arg);
    drupe__leave(k, &b);
  }
  tb->final_count = 0;
  tb->finals_running = false;
}
