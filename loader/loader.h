/* loader/loader.h - from a specifier to running code: what the files of
 * loader/ share, and the little that main.c calls.
 *
 * The order of a require: builtin.c knows the core names, resolve.c finds the
 * file (package.c reads package.json, exports.c its maps), cjs.c caches and
 * runs it, addon.c maps what is a shared object. */
#ifndef DRUPE_LOADER_LOADER_H
#define DRUPE_LOADER_LOADER_H

#include "engine/text.h"
#include "engine/unit.h"
#include "kernel/cli.h"
#include "kernel/kernel.h"
#include "lib/lib.h"
#include "loader/compile_index.h"
#include "loader/path.h"

#define DRUPE__COMMONJS_PARAMS "exports,require,module,__filename,__dirname"

/* Engine objects that live as long as the context: slots of k->refs. */
enum {
  DRUPE__LOADER_MODULE,       /* the constructor `Module` */
  DRUPE__LOADER_PROTOTYPE,    /* Module.prototype */
  DRUPE__LOADER_CACHE,        /* Module._cache: file name to module */
  DRUPE__LOADER_PATH_CACHE,   /* Module._pathCache: request and paths to file */
  DRUPE__LOADER_RELATIVE,     /* folder NUL request to file name */
  DRUPE__LOADER_EXTENSIONS,   /* Module._extensions */
  DRUPE__LOADER_PACKAGES,     /* folder to record of package.c, or false */
  DRUPE__LOADER_FOLDERS,      /* folder to its real name */
  DRUPE__LOADER_PATHS,        /* NODE_PATH and the like, an array */
  DRUPE__LOADER_CORE,         /* exports of core modules by name */
  DRUPE__LOADER_BINDINGS,     /* what binding(name) gave */
  DRUPE__LOADER_CORE_REQUIRE, /* require and binding of js/lib */
  DRUPE__LOADER_CORE_BINDING,
  DRUPE__LOADER_SLOTS
};

typedef struct drupe__compile_cache drupe__compile_cache;

struct drupe__loader {
  drupe__kernel *kernel;
  drupe__compile_cache *compile_cache; /* NULL: none */
  uint32_t slots[DRUPE__LOADER_SLOTS];
  char *scratch; /* text of the file being read or compiled */
  size_t scratch_room;
  drupe__file_stamp stamp; /* of the file that was read last */
  const char *const *conditions; /* of --conditions; ends with NULL */
  bool preserve_symlinks;
  bool preserve_symlinks_main;
  uint32_t copies; /* addon.c: private copies that were mapped */
  bool ready, ready_cjs; /* are the slots filled? */
  const char *entry_name; /* "[eval]" */
};

static inline drupe__loader *drupe__loader_of(duk_context *ctx) {
  return drupe__kernel_of_context(ctx)->loader;
}
static inline void drupe__loader_push(drupe__loader *l, duk_context *ctx,
                                      int which) {
  duk_push_tval(ctx, drupe__slot(l->kernel, l->slots[which]));
}

/* -- loader.c ------------------------------------------------------------- */
/* Hangs the loader on the kernel; 0 or a negative status. */
int drupe__loader_create(drupe__kernel *k, const drupe__options *options);
/* After drupe__kernel_destroy: modules may require until they have stopped. */
void drupe__loader_destroy(drupe__loader *l);
/* Make the objects of `slots`, once: what core modules need, and what files
 * need beside that. */
void drupe__loader_ready(duk_context *ctx);
void drupe__loader_ready_cjs(duk_context *ctx);
/* Keeps the top of the stack in a slot of the loader and leaves it there. */
void drupe__loader_keep(duk_context *ctx, int which);

/* -- file.c --------------------------------------------------------------- */
/* Reads a whole file into l->scratch, NUL-terminated; bytes, or -errno.
 * l->stamp is that of the file, or of size 0. */
ptrdiff_t drupe__file_read(drupe__loader *l, const char *path);
ptrdiff_t drupe__file_read_fd(drupe__loader *l, int fd);
/* The text of a file in l->scratch, without a byte order mark; throws the
 * system's error. */
const char *drupe__file_text(duk_context *ctx, const char *path, size_t *size);
/* A path as a JS string, and back; the latter throws where it is no string or
 * too long. */
void drupe__path_push(duk_context *ctx, const char *text, size_t size);
void drupe__path_from(duk_context *ctx, duk_idx_t idx, drupe__path *p);

/* -- errors.c ------------------------------------------------------------- */
/* Pushes an Error of Node's kind; `code` may be NULL. */
void drupe__node_error(duk_context *ctx, int32_t kind, const char *code,
                       const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* "ENOENT: no such file or directory, open '/x'" of a negative errno. */
void drupe__system_error(duk_context *ctx, int error, const char *syscall,
                         const char *path);
/* The text of an error for another error's message. */
const char *drupe__error_message(duk_context *ctx, duk_idx_t idx);

/* -- package.c ------------------------------------------------------------ */
/* Pushes the record of folder/package.json: an object with name, main, type,
 * exports, imports as far as they are there, or false.  Throws a SyntaxError
 * that names the file. */
bool drupe__package_push(duk_context *ctx, const char *folder);
/* The same for the nearest package that `file` lies in; its folder goes to
 * `folder`. */
bool drupe__package_scope(duk_context *ctx, const char *file,
                          drupe__path *folder);

/* What extension and package say that a script is. */
typedef enum drupe__file_kind {
  DRUPE__FILE_COMMONJS,
  DRUPE__FILE_MODULE,
  DRUPE__FILE_AMBIGUOUS /* its syntax will tell */
} drupe__file_kind;
drupe__file_kind drupe__file_kind_of(duk_context *ctx, const char *file);

/* -- exports.c ------------------------------------------------------------ */
/* Both push a file name, or throw.  The record is on top of the stack, is
 * replaced.  `base` is the file that asks, NULL where Node names none.  For
 * require the file is there; for import (`esm`) it may not be. */
void drupe__exports_resolve(duk_context *ctx, const char *folder,
                            const char *subpath, const char *base, bool esm);
void drupe__imports_resolve(duk_context *ctx, const char *folder,
                            const char *request, const char *base, bool esm);

/* -- resolve.c ------------------------------------------------------------ */
/* Module._resolveFilename(request, parent, isMain): pushes the file name or
 * core name; throws MODULE_NOT_FOUND.  `parent` may be DUK_INVALID_INDEX;
 * `paths` an array for require.resolve's option, or DUK_INVALID_INDEX. */
void drupe__resolve(duk_context *ctx, const char *request, duk_idx_t parent,
                    bool is_main, duk_idx_t paths);
/* Bytes of "@scope/name" of "@scope/name/rest"; 0 where it is no package
 * name. */
size_t drupe__package_name_size(const char *request);
/* "./rest" or "." of a request whose name has `size` bytes; false: no room. */
bool drupe__package_subpath(const char *request, size_t size, drupe__path *to);
/* A package that asks for itself by name, through its own `exports`. */
bool drupe__resolve_self(duk_context *ctx, const char *request,
                         const drupe__path *file, bool esm);
/* Pushes an array of node_modules folders, innermost first. */
void drupe__node_module_paths(duk_context *ctx, const char *folder);
/* Pushes the folders to look into, or null for a core module. */
void drupe__lookup_paths(duk_context *ctx, const char *request,
                         duk_idx_t parent);
/* Pushes the file name or false. */
void drupe__find_path(duk_context *ctx, const char *request, duk_idx_t paths,
                      bool is_main);

/* -- real.c --------------------------------------------------------------- */
/* Makes the name of a file that is there real; it stays as it is where it
 * cannot be.  `link`: the file itself may be a symbolic link. */
void drupe__real_file(duk_context *ctx, drupe__path *file, bool link);
/* Is it there?  Once found it is not looked for again: where it has gone, so
 * have the files in it. */
bool drupe__real_is_folder(duk_context *ctx, const drupe__path *folder);

/* -- esm_resolve.c -------------------------------------------------------- */
/* What `import` means by a specifier: pushes a URL ("file:///...", "node:fs",
 * "data:...").  `base` is the URL or the file name of who asks.  Throws. */
void drupe__esm_resolve(duk_context *ctx, const char *specifier,
                        const char *base);
/* Pushes the file of a package's name, "pkg/sub", asked for by the file
 * `base`. */
void drupe__esm_package(duk_context *ctx, const char *specifier,
                        const char *base);
/* The path of who asks, of a URL or a file name. */
void drupe__esm_base(duk_context *ctx, const char *base, drupe__path *path);

/* -- esm.c ---------------------------------------------------------------- */
/* binding('esm'): what js/lib/internal/esm_*.js are made of. */
void drupe__esm_binding(duk_context *ctx);
/* esm_commonjs.c: commonjsNames(path), an array of "nNAME", "rSPECIFIER" (all
 * of that, too) and "x" (those before do not count). */
duk_ret_t drupe__esm_commonjs_names(duk_context *ctx);
duk_ret_t drupe__esm_commonjs_resolve(duk_context *ctx);
/* import() of a unit: [.. specifier options] -> [.. promise]. */
void drupe__esm_import(duk_context *ctx, const char *file);

/* -- cjs.c ---------------------------------------------------------------- */
void drupe__cjs_init(duk_context *ctx);
/* Module._load: pushes exports. */
void drupe__cjs_load(duk_context *ctx, const char *request, duk_idx_t parent,
                     bool is_main);
/* Pushes a new Module. */
void drupe__cjs_module(duk_context *ctx, const char *id, duk_idx_t parent);
/* Pushes the require function of the module at `idx`. */
void drupe__cjs_require(duk_context *ctx, duk_idx_t idx);
/* Says which file the module is: filename and paths. */
void drupe__cjs_set_file(duk_context *ctx, duk_idx_t module, const char *file);
/* Reads and compiles a file; pushes the function of its body. */
void drupe__cjs_compile_file(duk_context *ctx, const char *file);
/* module._compile: runs l->scratch or the given text as the body. */
void drupe__cjs_run(duk_context *ctx, duk_idx_t module, const char *text,
                    size_t size, const char *file);

/* -- builtin.c ------------------------------------------------------------ */
void drupe__core_init(duk_context *ctx);
/* True for what require(request) gives without looking for files. */
bool drupe__core_name(const char *request);
/* Is it one of Node's names, or drupe's own? */
bool drupe__core_builtin(const char *name);
/* Has this drupe code for it in its library? */
bool drupe__core_has(const char *name);
/* Pushes exports of "fs", "node:fs" or "drupe:NAME"; throws where there is
 * none. */
void drupe__core_push(duk_context *ctx, const char *request);
/* Pushes exports of a file of js/lib, an internal one too; throws. */
void drupe__core_internal(duk_context *ctx, const char *name);
/* Pushes the names that require() takes, as module.builtinModules. */
void drupe__core_names_push(duk_context *ctx);

/* -- module.c ------------------------------------------------------------- */
/* binding('module'): what js/lib/module.js is made of. */
void drupe__module_binding(duk_context *ctx);

/* -- locales.c ------------------------------------------------------------ */
/* binding('locales'): where Intl finds languages beyond its own. */
void drupe__locales_binding(duk_context *ctx);

/* -- test_host.c ---------------------------------------------------------- */
/* binding('test_host'): what conformance tests ask of their host. */
void drupe__test_host_binding(duk_context *ctx);

/* -- addon.c -------------------------------------------------------------- */
/* Pushes the exports of the module in file `path`, loading it if it is not. */
void drupe__addon_push(duk_context *ctx, const char *path);
/* Finds NAME.so in the module path. */
bool drupe__addon_find(drupe__loader *l, const char *name, drupe__path *p);
/* Folder `index` of the module path; an empty one may come first. */
bool drupe__addon_folder(drupe__loader *l, size_t index, drupe__path *p);
/* Unloads by name; throws what is alive. */
void drupe__addon_unload(duk_context *ctx, const char *name);

/* -- note.c --------------------------------------------------------------- */
/* Reads the ELF note of a file without mapping it for execution; `why` gets the
 * reason of a refusal, without the file's name.  DRUPE_OK, DRUPE_E_ABI or
 * -errno. */
int32_t drupe__note_read(const char *path, drupe_note *out, char *why,
                         size_t room);
/* Does this kernel take a module built for major.minor? */
bool drupe__note_fits(unsigned major, unsigned minor, char *why, size_t room);

/* -- entry.c, list.c: what the command line asks for ---------------------- */
/* Runs the script in a bracket; the loop comes after. */
void drupe__entry_run(drupe__kernel *k);
/* --lower and --modules; the exit code. */
int drupe__entry_lower(const char *file);
int drupe__entry_list(drupe__kernel *k);
/* Pushes the absolute name of the script, for process.argv. */
void drupe__entry_script_path(duk_context *ctx, const char *file);
/* Pushes a Module that is no file, "[eval]". */
void drupe__entry_module(duk_context *ctx, const char *name);

#endif
