# SPDX-License-Identifier: Apache-2.0
# What Debian asks of a package beyond what is installed (Debian Policy 12.1, 12.7). Run by cpack over what is to be packed.
set(share ${CPACK_TEMPORARY_DIRECTORY}/usr/share)
file(GLOB pages ${share}/man/man1/*.1 ${share}/man/fr/man1/*.1)
file(COPY ${CMAKE_CURRENT_LIST_DIR}/changelog DESTINATION ${share}/doc/lcl)
execute_process(COMMAND gzip -9 --no-name --force ${pages} ${share}/doc/lcl/changelog COMMAND_ERROR_IS_FATAL ANY)
