# SPDX-License-Identifier: Apache-2.0
# What Debian asks of a package beyond what is installed (Debian Policy 12.1, 12.3, 12.7). Run by cpack in the folder to be packed.
file(GLOB pages ${CMAKE_INSTALL_PREFIX}/share/man/man1/*.1)
configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog ${CMAKE_INSTALL_PREFIX}/share/doc/lcl/changelog COPYONLY)
execute_process(COMMAND gzip -9 --no-name --force ${pages} ${CMAKE_INSTALL_PREFIX}/share/doc/lcl/changelog
                COMMAND_ERROR_IS_FATAL ANY)
