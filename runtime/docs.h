/* The verb "docs": asyncade docs [EVENT]. */
#ifndef RUNTIME_DOCS_H
#define RUNTIME_DOCS_H

int docs_main(int argc, char **argv); /* the exit status */

#endif
