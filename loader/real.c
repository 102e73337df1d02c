/* loader/real.c - names without symbolic links.
 *
 * The system is asked about each part of a folder's name once; what a require
 * finds lies in the same few folders.  Whether a file itself is a link, who
 * looked at it knows. */
#include "loader/loader.h"

#include <string.h>
#include <unistd.h>

/* Pushes the table of folders and a name; true: and the real name it has. */
static bool real_known(duk_context *ctx, const drupe__path *folder) {
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_FOLDERS);
  drupe__path_push(ctx, folder->text, folder->size);
  duk_dup_top(ctx);
  if (duk_get_prop(ctx, -3))
    return true;
  duk_pop(ctx);
  return false;
}

/* [.. folders name] -> [..] */
static void real_remember(duk_context *ctx, const drupe__path *real) {
  drupe__path_push(ctx, real->text, real->size);
  duk_put_prop(ctx, -3);
  duk_pop(ctx);
}

/* The same for a name of which only the last part may be a link. */
static bool real_part(duk_context *ctx, drupe__path *at) {
  char link;

  if (real_known(ctx, at)) {
    drupe__path_from(ctx, -1, at);
    duk_pop_3(ctx);
    return true;
  }
  if (readlink(at->text, &link, 1) >= 0 && !drupe__path_real(at)) {
    duk_pop_2(ctx);
    return false;
  }
  real_remember(ctx, at);
  return true;
}

/* The real name of a folder; the system is asked once for each part. */
static bool real_folder(duk_context *ctx, drupe__path *folder) {
  drupe__path real;

  if (real_known(ctx, folder)) {
    drupe__path_from(ctx, -1, folder);
    duk_pop_3(ctx);
    return true;
  }
  (void)drupe__path_set(&real, "", 0);
  for (const char *part = folder->text; *part == '/' && part[1] != '\0';) {
    size_t size = 1 + strcspn(part + 1, "/");

    if (!drupe__path_add(&real, part, size) || !real_part(ctx, &real)) {
      duk_pop_2(ctx);
      return false;
    }
    part += size;
  }
  if (real.size != 0)
    *folder = real;
  real_remember(ctx, folder);
  return true;
}

bool drupe__real_is_folder(duk_context *ctx, const drupe__path *folder) {
  drupe__path real;

  if (real_known(ctx, folder)) {
    duk_pop_3(ctx);
    return true;
  }
  duk_pop_2(ctx);
  return drupe__path_kind(folder->text) == DRUPE__PATH_FOLDER &&
         drupe__path_set(&real, folder->text, folder->size) &&
         real_folder(ctx, &real);
}

void drupe__real_file(duk_context *ctx, drupe__path *file, bool link) {
  const char *name = strrchr(file->text, '/');
  drupe__path folder, real;

  if (!link && name != NULL &&
      drupe__path_set(&folder, file->text,
                      drupe__path_folder(file->text, file->size)) &&
      real_folder(ctx, &folder) &&
      drupe__path_resolve(&real, folder.text, name + 1))
    *file = real;
  else
    (void)drupe__path_real(file);
}
